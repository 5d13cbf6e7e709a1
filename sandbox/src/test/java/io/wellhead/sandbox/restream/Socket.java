// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A plain WebSocket that takes one frame for each call of {@link #next}. */
final class Socket implements AutoCloseable, WebSocket.Listener {

  private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private final StringBuilder parts = new StringBuilder();
  private final WebSocket socket;

  Socket(Api api, String path) {
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("Authorization", "Bearer " + api.token())
            .connectTimeout(Duration.ofSeconds(10))
            .buildAsync(URI.create(api.sandbox().baseUrl().replace("http", "ws") + path), this)
            .join();
  }

  @Override
  public void onOpen(WebSocket webSocket) {
    // Frames are asked for one by one, so that a slow client can be played.
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    parts.append(data);
    if (last) {
      texts.add(parts.toString());
      parts.setLength(0);
    } else {
      webSocket.request(1);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
    ended.complete("closed " + code);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    ended.complete("broken");
  }

  /** The next text frame, null when none comes in time. */
  @Nullable String text(long millis) throws InterruptedException {
    socket.request(1);
    return texts.poll(millis, TimeUnit.MILLISECONDS);
  }

  JsonNode next() throws Exception {
    String text = text(10_000);
    if (text == null) {
      throw new AssertionError("no frame came; the socket is " + ended.getNow("open"));
    }
    return Api.JSON.readTree(text);
  }

  void acknowledge() {
    socket.sendText("{\"ack\": \"true\"}", true).join();
  }

  /** How the connection ended. */
  String end() throws Exception {
    socket.request(1_000_000);
    return ended.get(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
