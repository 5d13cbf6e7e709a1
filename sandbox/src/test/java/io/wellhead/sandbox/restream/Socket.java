// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A plain WebSocket that reads one frame for each call of {@link #next}, so that a slow client can
 * be played. On bytes of its own: the JDK's client may drop the last frame before an end.
 */
final class Socket implements AutoCloseable {

  private static final int LIMIT_MILLIS = 10_000;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;

  private final RawHttp http;
  private final InputStream in;
  private @Nullable String ended;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Received(int opcode, byte[] payload) {}

  Socket(Api api, String path) throws IOException {
    http =
        new RawHttp(api.sandbox())
            .get(
                path,
                "Authorization: Bearer " + api.token(),
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    int status = http.status();
    if (status != 101) {
      http.close();
      throw new IOException("the handshake was answered with " + status);
    }
    in = new BufferedInputStream(http.in(), 1 << 16);
  }

  /** The next text frame, null when none comes in time. */
  @Nullable String text(int millis) throws IOException {
    while (ended == null) {
      Received frame = receive(millis);
      if (frame == null) {
        return null;
      }
      switch (frame.opcode) {
        case TEXT -> {
          return new String(frame.payload, StandardCharsets.UTF_8);
        }
        case PING -> send(PING + 1, frame.payload);
        case CLOSE -> {
          ended = "closed " + (((frame.payload[0] & 0xFF) << 8) | (frame.payload[1] & 0xFF));
          send(CLOSE, frame.payload);
        }
        default -> throw new AssertionError("a frame of kind " + frame.opcode);
      }
    }
    return null;
  }

  private @Nullable Received receive(int millis) throws IOException {
    try {
      http.waitAtMost(millis);
      int first = in.read();
      http.waitAtMost(LIMIT_MILLIS);
      int opcode = first & 0x0F;
      int length = number(1);
      if (length >= 126) {
        length = number(length == 126 ? 2 : 8);
      }
      byte[] payload = in.readNBytes(length);
      if (first < 0 || payload.length < length) {
        throw new EOFException();
      }
      return new Received(opcode, payload);
    } catch (SocketTimeoutException e) {
      return null;
    } catch (IOException e) {
      ended = "broken";
      return null;
    }
  }

  private int number(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      number = number << 8 | next;
    }
    return Math.toIntExact(number);
  }

  JsonNode next() throws Exception {
    String text = text(LIMIT_MILLIS);
    if (text == null) {
      throw new AssertionError("no frame came; the socket is " + (ended == null ? "open" : ended));
    }
    return Api.JSON.readTree(text);
  }

  void acknowledge() throws IOException {
    send(TEXT, "{\"ack\": \"true\"}".getBytes(StandardCharsets.UTF_8));
  }

  /** A short frame with the mask of zeros, which changes nothing. */
  private void send(int opcode, byte[] payload) throws IOException {
    byte[] header = {(byte) (0x80 | opcode), (byte) (0x80 | payload.length), 0, 0, 0, 0};
    http.send(
        new String(header, StandardCharsets.ISO_8859_1)
            + new String(payload, StandardCharsets.ISO_8859_1));
  }

  /** How the connection ended; reads what comes before that. */
  String end() throws IOException {
    while (ended == null) {
      if (text(LIMIT_MILLIS) == null && ended == null) {
        throw new AssertionError("the socket stays open");
      }
    }
    return ended;
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
