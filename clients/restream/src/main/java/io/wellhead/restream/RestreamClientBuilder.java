// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Makes a {@link RestreamClient}. Credentials or a token are needed; all else has a default. */
public final class RestreamClientBuilder {

  /** The vendor's service. */
  public static final String DEFAULT_BASE_URL = "https://app.restreamsolutions.com";

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration READ_LIMIT = Duration.ofMinutes(2);
  private static final int CALL_THREADS = 16;

  private String baseUrl = DEFAULT_BASE_URL;
  private @Nullable String clientId;
  private @Nullable Secret clientSecret;
  private @Nullable Supplier<Secret> tokens;
  private Clock clock = Clock.systemUTC();
  private Sleeper sleeper = Sleeper.real();
  private DoubleSupplier jitter = () -> ThreadLocalRandom.current().nextDouble();
  private RetryPolicy retryPolicy = RetryPolicy.DEFAULT;
  private @Nullable Duration readTimeout;
  private Duration maxWaitForPlace = Duration.ofMinutes(10);
  private @Nullable OkHttpClient http;

  RestreamClientBuilder() {}

  /**
   * Scheme, host and port; HTTPS, or plaintext HTTP on this machine. A trailing slash does not
   * matter.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public RestreamClientBuilder baseUrl(String value) {
    BaseUrl.parse(value);
    baseUrl = value;
    return this;
  }

  /** Tokens are fetched with these and kept until shortly before they expire. */
  public RestreamClientBuilder credentials(String id, Secret secret) {
    if (id.isBlank()) {
      throw new IllegalArgumentException("the client id must not be blank");
    }
    clientId = id;
    clientSecret = Objects.requireNonNull(secret, "secret");
    tokens = null;
    return this;
  }

  /**
   * One token of the caller; once it is rejected, calls fail with {@link UnauthorizedException}.
   */
  public RestreamClientBuilder token(Secret value) {
    Objects.requireNonNull(value, "token");
    return tokenSupplier(() -> value);
  }

  /**
   * Tokens of the caller, asked for at every request; it must be fast and thread-safe. After a
   * token was rejected, the call goes on if the supplier gives another one.
   */
  public RestreamClientBuilder tokenSupplier(Supplier<Secret> value) {
    tokens = Objects.requireNonNull(value, "tokenSupplier");
    clientId = null;
    clientSecret = null;
    return this;
  }

  /**
   * Takes {@code RESTREAM_HOST}, {@code RESTREAM_CLIENT_ID} and {@code RESTREAM_CLIENT_SECRET}
   * (ReStream API, section 1.1) where they are set, for example from {@link System#getenv()}.
   */
  public RestreamClientBuilder environment(Map<String, String> variables) {
    String host = variables.get("RESTREAM_HOST");
    if (host != null) {
      baseUrl(host);
    }
    String id = variables.get("RESTREAM_CLIENT_ID");
    String secret = variables.get("RESTREAM_CLIENT_SECRET");
    if (id != null && secret != null) {
      credentials(id, Secret.of(secret));
    }
    return this;
  }

  /** Where the time comes from: expiry of tokens, time limits, the receipt of frames. */
  public RestreamClientBuilder clock(Clock value) {
    clock = Objects.requireNonNull(value, "clock");
    return this;
  }

  /** How the waits between attempts are waited. */
  public RestreamClientBuilder sleeper(Sleeper value) {
    sleeper = Objects.requireNonNull(value, "sleeper");
    return this;
  }

  /** Where the jitter of waits comes from: numbers from 0 to below 1. */
  public RestreamClientBuilder jitter(DoubleSupplier value) {
    jitter = Objects.requireNonNull(value, "jitter");
    return this;
  }

  public RestreamClientBuilder retryPolicy(RetryPolicy value) {
    retryPolicy = Objects.requireNonNull(value, "retryPolicy");
    return this;
  }

  /** How long a call waits for a place among the three at a time; default 10 minutes. */
  public RestreamClientBuilder maxWaitForPlace(Duration value) {
    maxWaitForPlace = positive("maxWaitForPlace", value);
    return this;
  }

  /**
   * How long the service may be silent within an answer over REST; then the request is repeated,
   * and a data stream goes on where it stopped. Default: that of the {@link #httpClient}, else 2
   * minutes. Sockets may be silent for ever.
   */
  public RestreamClientBuilder readTimeout(Duration value) {
    readTimeout = positive("readTimeout", value);
    return this;
  }

  private static Duration positive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
    return value;
  }

  /**
   * An OkHttp client whose settings (time-outs, proxy, TLS) and connections are used. Redirects are
   * never followed. It stays open when the ReStream client is closed.
   */
  public RestreamClientBuilder httpClient(OkHttpClient value) {
    http = Objects.requireNonNull(value, "httpClient");
    return this;
  }

  /**
   * Makes the client; no I/O is done.
   *
   * @throws IllegalStateException when neither credentials nor a token were given
   */
  public RestreamClient build() {
    BaseUrl base = BaseUrl.parse(baseUrl);
    OkHttpClient rest = restClient();
    Transport transport = new Transport(rest, base, clock);
    ExecutorService executor = pool(CALL_THREADS, "restream-call-");
    Gateway gateway =
        new Gateway(
            transport,
            tokenSource(transport),
            new ConcurrencyLimits(maxWaitForPlace),
            new RetryLoop.Environment(retryPolicy, clock, sleeper, jitter),
            executor);
    ExecutorService socketThreads = socketThreads();
    Sockets sockets = new Sockets(gateway, socketClient(rest, socketThreads));
    boolean ownHttp = http == null;
    Runnable closeHttp =
        () -> {
          socketThreads.shutdown();
          if (ownHttp) {
            rest.connectionPool().evictAll();
          }
        };
    return new RestreamClient(new ClientParts(gateway, sockets, base, executor, closeHttp));
  }

  private TokenSource tokenSource(Transport transport) {
    if (tokens != null) {
      return new SuppliedTokens(tokens);
    } else if (clientId != null && clientSecret != null) {
      return new OAuthTokens(new TokenEndpoint(transport, clientId, clientSecret), clock);
    }
    throw new IllegalStateException(
        "no credentials: give credentials(id, secret), token(..) or tokenSupplier(..)");
  }

  private OkHttpClient restClient() {
    OkHttpClient.Builder builder =
        http != null
            ? http.newBuilder()
            : new OkHttpClient.Builder().connectTimeout(CONNECT_LIMIT).readTimeout(READ_LIMIT);
    if (readTimeout != null) {
      builder.readTimeout(readTimeout);
    }
    return builder
        .dispatcher(new Dispatcher()) // ours alone, so that closing ends our requests only
        .followRedirects(false)
        .followSslRedirects(false)
        .build();
  }

  /** Sockets are silent for long and many, so they have no read time-out and their own threads. */
  private static OkHttpClient socketClient(OkHttpClient rest, ExecutorService threads) {
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(Integer.MAX_VALUE);
    dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    return rest.newBuilder().dispatcher(dispatcher).readTimeout(Duration.ZERO).build();
  }

  private static ExecutorService pool(int size, String name) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size, size, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ExecutorService socketThreads() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        30,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        daemons("restream-reader-"));
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
