// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** The server's end of a socket: says something on opening, notes what comes, answers a close. */
final class ServerSocket extends WebSocketListener {

  private final Consumer<WebSocket> onOpen;
  final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  final BlockingQueue<Integer> closeCodes = new LinkedBlockingQueue<>();

  ServerSocket(Consumer<WebSocket> onOpen) {
    this.onOpen = onOpen;
  }

  static MockResponse opening(Consumer<WebSocket> onOpen) {
    return new ServerSocket(onOpen).upgrade();
  }

  /** Sends the frames and stays open. */
  static MockResponse sending(String... frames) {
    return opening(
        socket -> {
          for (String frame : frames) {
            socket.send(frame);
          }
        });
  }

  MockResponse upgrade() {
    return new MockResponse.Builder().webSocketUpgrade(this).build();
  }

  @Override
  public void onOpen(WebSocket socket, Response response) {
    onOpen.accept(socket);
  }

  @Override
  public void onMessage(WebSocket socket, String text) {
    received.add(text);
  }

  @Override
  public void onClosing(WebSocket socket, int code, String reason) {
    closeCodes.add(code);
    socket.close(1000, null);
  }
}
