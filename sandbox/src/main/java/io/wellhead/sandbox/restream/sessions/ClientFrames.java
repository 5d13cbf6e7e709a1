// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.sessions;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Takes a client's masked frames apart (RFC 6455, section 5). One thread. */
final class ClientFrames {

  private static final int MAX_PAYLOAD = 1 << 20;

  /** Receives whole messages and control frames. */
  @FunctionalInterface
  interface Listener {
    void onFrame(int opcode, byte[] payload);
  }

  private final Listener listener;
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private byte[] buffered = new byte[0];
  private int messageOpcode;

  ClientFrames(Listener listener) {
    this.listener = listener;
  }

  void accept(ByteBuffer bytes) throws IOException {
    byte[] all = Arrays.copyOf(buffered, buffered.length + bytes.remaining());
    bytes.get(all, buffered.length, bytes.remaining());
    int at = 0;
    int used = frame(all, at);
    while (used > 0) {
      at += used;
      used = frame(all, at);
    }
    buffered = Arrays.copyOfRange(all, at, all.length);
  }

  /** Reads one frame; returns its length, or 0 when it is not complete yet. */
  private int frame(byte[] all, int at) throws IOException {
    int available = all.length - at;
    if (available < 2) {
      return 0;
    }
    int shortLength = all[at + 1] & 0x7F;
    int extra = shortLength == 126 ? 2 : shortLength == 127 ? 8 : 0;
    if (available < 2 + extra) {
      return 0;
    }
    long length = extra == 0 ? shortLength : number(all, at + 2, extra);
    if (length > MAX_PAYLOAD || length < 0) {
      throw new IOException("a client frame of " + length + " bytes");
    }
    int mask = (all[at + 1] & 0x80) != 0 ? 4 : 0;
    int begin = 2 + extra + mask;
    if (available < begin + length) {
      return 0;
    }
    byte[] payload = Arrays.copyOfRange(all, at + begin, at + begin + (int) length);
    for (int i = 0; mask > 0 && i < payload.length; i++) {
      payload[i] ^= all[at + 2 + extra + i % 4];
    }
    deliver(all[at], payload);
    return begin + (int) length;
  }

  private void deliver(byte first, byte[] payload) {
    int opcode = first & 0x0F;
    if (opcode >= 8) {
      listener.onFrame(opcode, payload);
      return;
    }
    if (opcode != 0) {
      messageOpcode = opcode;
      message.reset();
    }
    message.write(payload, 0, payload.length);
    if ((first & 0x80) != 0) {
      listener.onFrame(messageOpcode, message.toByteArray());
    }
  }

  private static long number(byte[] all, int at, int bytes) {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number = number << 8 | (all[at + i] & 0xFF);
    }
    return number;
  }
}
