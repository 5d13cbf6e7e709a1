// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.ConcurrencyLimits.Permit;
import io.wellhead.restream.Failure.AttemptFailed;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Authorized requests with retries and limits: what every operation of the client goes through.
 *
 * @param transport single attempts
 * @param executor runs submitted calls
 */
record Gateway(
    Transport transport,
    TokenSource tokens,
    ConcurrencyLimits limits,
    RetryLoop.Environment environment,
    Executor executor) {

  private static final MediaType JSON = MediaType.get("application/json");

  /** One attempt with a token. */
  @FunctionalInterface
  interface Attempt<T> {
    T with(Secret token) throws AttemptFailed;
  }

  <T> Call<T> call(Function<Cancellation, T> work) {
    return new ClientCall<>(executor, work);
  }

  <T> Call<T> get(Route route, Query query, Function<byte[], T> decode) {
    return call(run -> exchange(route, query, null, true, decode, run));
  }

  /**
   * Posts JSON.
   *
   * @param repeatable whether sending it twice is harmless
   */
  <T> Call<T> post(Route route, byte[] json, boolean repeatable, Function<byte[], T> decode) {
    RequestBody body = new JsonBody(json, repeatable);
    return call(run -> exchange(route, new Query(), body, repeatable, decode, run));
  }

  Call<Secret> token() {
    return call(this::currentToken);
  }

  Call<Secret> newToken() {
    return call(
        run -> {
          tokens.reject(currentToken(run));
          return currentToken(run);
        });
  }

  private Secret currentToken(Cancellation run) {
    RetryLoop loop = new RetryLoop(environment, true);
    while (true) {
      try {
        return tokens.current(run);
      } catch (AttemptFailed e) {
        loop.afterFailure(e.failure(), () -> false, run);
      }
    }
  }

  private <T> T exchange(
      Route route,
      Query query,
      @Nullable RequestBody body,
      boolean repeatable,
      Function<byte[], T> decode,
      Cancellation run) {
    RetryLoop loop = new RetryLoop(environment, repeatable);
    while (true) {
      Permit permit = limits.acquire(route, false, run);
      try {
        return authorized(
            run,
            token -> {
              Request request =
                  transport.request(route, query, token).method(route.method(), body).build();
              return transport.exchange(route, request, loop.remaining(), decode, run);
            });
      } catch (AttemptFailed e) {
        permit.close(); // others may go ahead while this one waits
        loop.afterFailure(e.failure(), () -> e.reject(tokens), run);
      } finally {
        permit.close();
      }
    }
  }

  /** Makes one attempt with a current token. */
  <T> T authorized(Cancellation run, Attempt<T> attempt) throws AttemptFailed {
    Secret token = tokens.current(run);
    try {
      return attempt.with(token);
    } catch (AttemptFailed e) {
      throw e.with(token);
    }
  }

  /** A body that OkHttp itself sends once at most, unless repeating is harmless. */
  private static final class JsonBody extends RequestBody {
    private final byte[] json;
    private final boolean repeatable;

    JsonBody(byte[] json, boolean repeatable) {
      this.json = json;
      this.repeatable = repeatable;
    }

    @Override
    public MediaType contentType() {
      return JSON;
    }

    @Override
    public long contentLength() {
      return json.length;
    }

    @Override
    public boolean isOneShot() {
      return !repeatable;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(json);
    }
  }
}
