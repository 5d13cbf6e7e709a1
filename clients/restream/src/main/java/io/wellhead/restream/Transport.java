// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.Failure.AttemptFailed;
import io.wellhead.restream.Failure.Kind;
import io.wellhead.restream.model.WireFormatException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Sends single attempts and turns what comes back into a result or a {@link Failure}. */
final class Transport {

  private static final String USER_AGENT = "wellhead-restream";

  private final OkHttpClient http;
  private final BaseUrl base;
  private final Clock clock;
  private volatile boolean closed;

  Transport(OkHttpClient http, BaseUrl base, Clock clock) {
    this.http = http;
    this.base = base;
    this.clock = clock;
  }

  /** A request to the route, with the token if there is one. */
  Request.Builder request(Route route, Query query, @Nullable Secret token) {
    Request.Builder request =
        new Request.Builder().url(base.resolve(route, query)).header("User-Agent", USER_AGENT);
    return token == null ? request : request.header("Authorization", "Bearer " + token.reveal());
  }

  /** Reads a whole answer. */
  <T> T exchange(
      Route route,
      Request request,
      @Nullable Duration limit,
      Function<byte[], T> decode,
      Cancellation cancellation)
      throws AttemptFailed {
    byte[] body;
    try (Opened opened = open(route, request, limit, cancellation)) {
      body = opened.response().body().bytes();
    } catch (IOException e) {
      throw cut(route, "the answer ended early", e, cancellation);
    }
    try {
      return decode.apply(body);
    } catch (WireFormatException e) {
      throw failed(
          route, e.endsEarly() ? Kind.CUT : Kind.MALFORMED, e.getMessage(), e, cancellation);
    }
  }

  /** An answer with status 2xx whose body has not been read. */
  record Opened(Response response, Cancellation.Registration registration)
      implements AutoCloseable {
    @Override
    public void close() {
      registration.close();
      response.close();
    }
  }

  /** Sends the request and returns when the head of a good answer is there. */
  Opened open(Route route, Request request, @Nullable Duration limit, Cancellation cancellation)
      throws AttemptFailed {
    throwIfOver(cancellation, null);
    okhttp3.Call call = http.newCall(request);
    if (limit != null) {
      call.timeout().timeout(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
    }
    Cancellation.Registration registration = cancellation.register(call::cancel);
    Opened opened = null;
    try {
      Response response = call.execute();
      opened = new Opened(response, registration);
      if (!response.isSuccessful()) {
        throw new AttemptFailed(statusFailure(route, response));
      }
      Opened good = opened;
      opened = null;
      registration = null;
      return good;
    } catch (IOException e) {
      throw failed(route, kindOf(e), describe(e), e, cancellation);
    } finally {
      if (opened != null) {
        opened.close();
      } else if (registration != null) {
        registration.close();
      }
    }
  }

  /** The failure of an answer that is not 2xx. */
  Failure statusFailure(Route route, Response response) {
    ErrorPlace place =
        new ErrorPlace(route.template(), response.code(), response.header("X-Request-Id"));
    return new Failure(
        Kind.STATUS,
        place,
        route.equals(Route.TOKEN),
        Statuses.describe(response.code(), route),
        RetryAfter.parse(response.header("Retry-After"), clock),
        null);
  }

  /** The failure of an exchange that broke. */
  Failure brokenFailure(Route route, Throwable cause) {
    return new Failure(
        kindOf(cause),
        ErrorPlace.of(route),
        route.equals(Route.TOKEN),
        describe(cause),
        null,
        cause);
  }

  /** The failure of a body that ended early. */
  AttemptFailed cut(Route route, String detail, IOException cause, Cancellation cancellation) {
    return failed(route, Kind.CUT, detail, cause, cancellation);
  }

  private AttemptFailed failed(
      Route route, Kind kind, String detail, Exception cause, Cancellation cancellation) {
    throwIfOver(cancellation, cause);
    return new AttemptFailed(
        new Failure(kind, ErrorPlace.of(route), route.equals(Route.TOKEN), detail, null, cause));
  }

  private void throwIfOver(Cancellation cancellation, @Nullable Exception cause) {
    cancellation.throwIfCanceled();
    if (closed) {
      throw new CanceledException("the client was closed", ErrorPlace.NOWHERE, cause);
    } else if (Thread.currentThread().isInterrupted()) {
      throw new CanceledException("the thread was interrupted", ErrorPlace.NOWHERE, cause);
    }
  }

  /** Ends all requests, and every later one at once. */
  void close() {
    closed = true;
    http.dispatcher().cancelAll();
  }

  private static Kind kindOf(Throwable e) {
    return e instanceof ConnectException
            || e instanceof UnknownHostException
            || e instanceof NoRouteToHostException
            || e instanceof SSLHandshakeException
        ? Kind.NOT_SENT
        : Kind.BROKEN;
  }

  private String describe(Throwable e) {
    return kindOf(e) == Kind.NOT_SENT
        ? "cannot connect to " + base + " (" + e.getMessage() + ")"
        : "the connection broke (" + e.getMessage() + ")";
  }
}
