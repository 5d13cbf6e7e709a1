// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.Failure.AttemptFailed;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.WebSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a socket connected: connects, waits for the end of the connection, waits some more,
 * connects anew. Runs in a thread of its own.
 *
 * <p>Every end, a proper close too, is followed by a back-off with jitter; the back-off starts over
 * after a connection that did some work.
 */
final class SocketLoop implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SocketLoop.class);

  private final Gateway gateway;
  private final OkHttpClient http;
  private final Route route;
  private final Query query;
  private final SocketOptions options;
  private final @Nullable Duration idleLimit;
  private final FrameQueue queue;
  private final Acknowledgements acknowledgements = new Acknowledgements();
  private final Cancellation cancellation = new Cancellation();
  private final RetryLoop retries;
  private int connections;
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicLong frames = new AtomicLong();
  private volatile Runnable whenOver = () -> {};

  SocketLoop(
      Sockets sockets,
      Route route,
      Query query,
      SocketOptions options,
      @Nullable Duration idleLimit) {
    this.gateway = sockets.gateway();
    this.http = sockets.http(options);
    this.route = route;
    this.query = query;
    this.options = options;
    this.idleLimit = idleLimit;
    this.queue = new FrameQueue(options.queueFrames(), options.queueBytes());
    this.retries = RetryLoop.endless(gateway.environment());
  }

  Route route() {
    return route;
  }

  FrameQueue queue() {
    return queue;
  }

  Acknowledgements acknowledgements() {
    return acknowledgements;
  }

  /** Connections that were opened. */
  int connections() {
    return opened.get();
  }

  /** Connections that were opened after the first one. */
  int reconnects() {
    return Math.max(0, opened.get() - 1);
  }

  void start(Runnable over) {
    whenOver = over;
    Thread thread = new Thread(this::run, "restream-socket " + route.path());
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    RestreamException reason = null;
    try {
      while (connectAndWait()) {
        cancellation.throwIfCanceled();
      }
    } catch (CanceledException e) {
      log.debug("socket closed route={}", route.template());
    } catch (RestreamException e) {
      reason = e;
    } catch (RuntimeException | Error e) {
      reason = new RetryableException("the socket failed", ErrorPlace.of(route), e);
      throw e;
    } finally {
      queue.end(reason);
      whenOver.run();
    }
  }

  /**
   * One connection from handshake to end, and the wait after it; false when there is no next one.
   */
  private boolean connectAndWait() {
    SocketConnection.End end = connect(++connections);
    Failure failure = end.failure();
    options.listener().accept(new SocketEvent.Lost(connections, failure.detail(), isLast(end)));
    log.debug(
        "connection ended route={} connection={} status={} proper={}",
        route.template(),
        connections,
        failure.status(),
        end.proper());
    if (end.proper() && !options.reconnectOnClose()) {
      return false;
    } else if (!end.proper() && !options.reconnectOnError()) {
      throw failure.toException(RetryTable.Verdict.GIVE_UP);
    }
    retries.afterFailure(failure, () -> end.reject(gateway.tokens()), cancellation);
    cancellation.await(
        () -> {
          queue.awaitHalf();
          return null;
        });
    return true;
  }

  /** Whether the end alone says so; a refused token may yet turn out to be refused for good. */
  private boolean isLast(SocketConnection.End end) {
    if (end.proper()) {
      return !options.reconnectOnClose();
    }
    return !options.reconnectOnError() || retries.isFinal(end.failure());
  }

  private SocketConnection.End connect(int number) {
    Secret token;
    try {
      token = gateway.tokens().current(cancellation);
    } catch (AttemptFailed e) {
      return new SocketConnection.End(e.failure(), false, null);
    }
    SocketConnection connection = new SocketConnection(this, number, token);
    Request request = gateway.transport().request(route, query, token).build();
    connection.run(http, request, idleLimit, cancellation);
    if (connection.madeProgress()) {
      retries.progress();
    }
    return connection.end();
  }

  /** The connection is open. */
  void opened(int connection, WebSocket socket) {
    opened.incrementAndGet();
    acknowledgements.connected(socket, frames.get());
    options.listener().accept(new SocketEvent.Opened(connection));
  }

  /**
   * A frame came; called by one thread at a time.
   *
   * @param blank whether it has no content: it is counted and goes no further
   * @return false when the queue stayed full for too long
   */
  boolean received(int connection, byte[] payload, boolean blank, boolean binary) {
    long number = frames.incrementAndGet();
    if (blank) {
      acknowledgements.blank(number);
      return true;
    }
    String refusal = null;
    if (binary) {
      refusal = "binary, text expected";
    } else if (payload.length > options.maxFrameBytes()) {
      refusal = payload.length + " bytes, more than the " + options.maxFrameBytes() + " accepted";
    }
    Frame frame =
        new Frame(number, connection, gateway.environment().clock().instant(), payload, refusal);
    return queue.put(frame, options.stallLimit());
  }

  Transport transport() {
    return gateway.transport();
  }

  /** Ends the connection with code 1000 and starts no other; what waits in the queue is dropped. */
  @Override
  public void close() {
    cancellation.cancel();
    queue.close();
    whenOver.run();
  }
}
