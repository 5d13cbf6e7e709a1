// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** One connection of a socket. OkHttp's reader calls the listener's methods, one at a time. */
final class SocketConnection extends WebSocketListener {

  /** A connection that gave so many frames, or lasted so long, was not in vain. */
  private static final int FRAMES_OF_PROGRESS = 50;

  private static final Duration TIME_OF_PROGRESS = Duration.ofSeconds(10);
  private static final Duration CLOSING_LIMIT = Duration.ofSeconds(2);
  private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(30);
  private static final int NORMAL = 1000;

  /**
   * Why a connection ended.
   *
   * @param proper whether the server closed it by the rules, whatever its code
   */
  record End(Failure failure, boolean proper, @Nullable Secret token) {
    boolean reject(TokenSource tokens) {
      return token != null && tokens.reject(token);
    }
  }

  private final SocketLoop loop;
  private final int number;
  private final Secret token;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable End end;
  private volatile long openedNanos;
  private volatile long lastFrameNanos = System.nanoTime();
  private volatile @Nullable String cutBecause;
  private int frames;

  SocketConnection(SocketLoop loop, int number, Secret token) {
    this.loop = loop;
    this.number = number;
    this.token = token;
  }

  /**
   * Connects and returns when the connection has ended.
   *
   * @param idleLimit silence that ends it; null for none
   * @throws CanceledException when the socket is closed; the connection is closed with code 1000
   */
  void run(
      OkHttpClient http, Request request, @Nullable Duration idleLimit, Cancellation cancellation) {
    WebSocket socket = http.newWebSocket(request, this);
    boolean over = false;
    try {
      cancellation.await(
          () -> {
            awaitEnd(socket, idleLimit);
            return null;
          });
      over = true;
    } finally {
      if (!over) {
        closeProperly(socket);
      }
    }
  }

  private void awaitEnd(WebSocket socket, @Nullable Duration idleLimit)
      throws InterruptedException {
    long look = (idleLimit == null ? HANDSHAKE_LIMIT : idleLimit).toNanos();
    while (true) {
      Duration limit = openedNanos == 0 ? HANDSHAKE_LIMIT : idleLimit;
      long left =
          limit == null ? Long.MAX_VALUE : limit.toNanos() - (System.nanoTime() - lastFrameNanos);
      if (left <= 0) {
        cut(socket, "nothing came for " + limit);
        ended.await();
        return;
      } else if (ended.await(Math.min(left, look), TimeUnit.NANOSECONDS)) {
        return;
      }
    }
  }

  private void cut(WebSocket socket, String reason) {
    cutBecause = reason;
    socket.cancel();
  }

  private void closeProperly(WebSocket socket) {
    try {
      if (!socket.close(NORMAL, null)
          || !ended.await(CLOSING_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        socket.cancel();
      }
    } catch (InterruptedException e) {
      socket.cancel();
      Thread.currentThread().interrupt();
    }
  }

  End end() {
    End reason = end;
    if (reason == null) {
      throw new IllegalStateException("the connection has not ended");
    }
    return reason;
  }

  boolean madeProgress() {
    return frames >= FRAMES_OF_PROGRESS
        || (openedNanos != 0 && System.nanoTime() - openedNanos > TIME_OF_PROGRESS.toNanos());
  }

  @Override
  public void onOpen(WebSocket socket, Response response) {
    openedNanos = System.nanoTime();
    lastFrameNanos = openedNanos;
    loop.opened(number, socket);
  }

  @Override
  public void onMessage(WebSocket socket, String text) {
    take(socket, text.getBytes(StandardCharsets.UTF_8), isBlank(text), false);
  }

  @Override
  public void onMessage(WebSocket socket, ByteString bytes) {
    take(socket, bytes.toByteArray(), false, true);
  }

  private void take(WebSocket socket, byte[] payload, boolean blank, boolean binary) {
    if (cutBecause != null) {
      return; // OkHttp had read it already; the server will send it again
    }
    lastFrameNanos = System.nanoTime();
    frames++;
    if (!loop.received(number, payload, blank, binary)) {
      cut(socket, "the caller did not take frames for too long");
    }
    lastFrameNanos = System.nanoTime(); // the wait for the caller was not the server's silence
  }

  /** Nothing, or JSON null: such frames are counted, not delivered (ReStream API, section 4.2). */
  private static boolean isBlank(String text) {
    return text.length() < 16 && (text.isBlank() || text.trim().equals("null"));
  }

  @Override
  public void onClosing(WebSocket socket, int code, String reason) {
    socket.close(NORMAL, null);
  }

  @Override
  public void onClosed(WebSocket socket, int code, String reason) {
    finish(broken("the server closed the connection with code " + code), true);
  }

  @Override
  public void onFailure(WebSocket socket, Throwable cause, @Nullable Response response) {
    String cut = cutBecause;
    if (cut != null) {
      finish(broken(cut), false);
    } else if (response != null && response.code() != 101) {
      finish(loop.transport().statusFailure(loop.route(), response), false);
    } else {
      finish(loop.transport().brokenFailure(loop.route(), cause), false);
    }
  }

  private Failure broken(String detail) {
    return new Failure(Failure.Kind.BROKEN, ErrorPlace.of(loop.route()), false, detail, null, null);
  }

  private void finish(Failure failure, boolean proper) {
    loop.acknowledgements().disconnected();
    end = new End(failure, proper, token);
    ended.countDown();
  }
}
