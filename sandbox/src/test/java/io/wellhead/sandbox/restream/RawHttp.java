// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Bytes over TCP: requests that no HTTP client would send, and connections that end badly. */
final class RawHttp implements AutoCloseable {

  private final java.net.Socket socket;

  RawHttp(RestreamSandbox sandbox) throws IOException {
    socket =
        new java.net.Socket(
            InetAddress.getLoopbackAddress(), URI.create(sandbox.baseUrl()).getPort());
    waitAtMost(10_000);
  }

  /** Changes how long a read may take; at first 10 s. */
  void waitAtMost(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  RawHttp send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** A request without a body; each header ends in a line break. */
  RawHttp get(String target, String... headers) throws IOException {
    StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: sandbox\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return send(request.append("\r\n").toString());
  }

  /** The status line and the headers. */
  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return head + "<end>";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  int status() throws IOException {
    return Integer.parseInt(head().split(" ", 3)[1]);
  }

  InputStream in() throws IOException {
    return socket.getInputStream();
  }

  /** Everything until the server ends the connection. */
  byte[] rest() throws IOException {
    return socket.getInputStream().readAllBytes();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
