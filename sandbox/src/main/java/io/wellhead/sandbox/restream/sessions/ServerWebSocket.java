// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.sessions;

import io.undertow.server.ServerConnection;
import io.wellhead.sandbox.restream.records.ByteBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * The server's end of one WebSocket, on the raw connection of an upgraded exchange, because faults
 * must be able to cut a frame in the middle. Frames are collected and written together; writing
 * blocks while the client does not read. One thread writes; the reading side runs on the server's
 * I/O thread; {@link #abort} may be called from any thread.
 */
public final class ServerWebSocket {

  private static final int FLUSH_AT = 64 * 1024;
  private static final int TEXT = 0x81;
  private static final int CLOSE = 0x88;
  private static final int PING = 0x89;
  private static final int PONG = 0x8A;
  private static final long WRITE_POLL_MILLIS = 200;

  private final StreamConnection connection;
  private final ConduitStreamSinkChannel sink;
  private final ByteBuilder pending = new ByteBuilder(FLUSH_AT + 8 * 1024);
  private final Object writing = new Object();
  private final Queue<Runnable> closeListeners = new ConcurrentLinkedQueue<>();
  private final ClientFrames received;
  private volatile boolean open = true;
  private volatile Consumer<String> textListener = text -> {};

  /**
   * @param exchange the handshake's connection, which tells when the socket has ended
   */
  public ServerWebSocket(StreamConnection connection, ServerConnection exchange) {
    this.connection = connection;
    this.sink = connection.getSinkChannel();
    this.received = new ClientFrames(this::onFrame);
    exchange.addCloseListener(closed -> closed());
  }

  /** Begins to read; texts go to the listener, on an I/O thread that must not be blocked. */
  public void start(Consumer<String> listener) {
    textListener = listener;
    ConduitStreamSourceChannel source = connection.getSourceChannel();
    source.getReadSetter().set(this::read);
    source.resumeReads();
    source.wakeupReads();
  }

  /** Runs once the connection has ended for whatever reason; at once if it already has. */
  public void onClose(Runnable listener) {
    closeListeners.add(listener);
    if (!open) {
      closed();
    }
  }

  public boolean isOpen() {
    return open;
  }

  /**
   * Adds a text frame to what will be written.
   *
   * @return whether so much has gathered that it is time to flush
   */
  public boolean add(byte[] payload, int length) {
    synchronized (writing) {
      header(TEXT, length);
      pending.append(payload, 0, length);
      return pending.size() >= FLUSH_AT;
    }
  }

  /** Writes only the first part of a frame, for the fault that cuts it. */
  public void sendPart(byte[] payload, int length, int part) throws IOException {
    synchronized (writing) {
      header(TEXT, length);
      pending.append(payload, 0, part);
      flush();
    }
  }

  public void ping() throws IOException {
    control(PING, new byte[0]);
  }

  /** Writes all frames that have gathered. */
  public void flush() throws IOException {
    synchronized (writing) {
      ByteBuffer bytes = ByteBuffer.wrap(pending.array(), 0, pending.size());
      while (bytes.hasRemaining()) {
        if (!open) {
          throw new IOException("the socket is closed");
        }
        if (sink.write(bytes) == 0) {
          sink.awaitWritable(WRITE_POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
      while (!sink.flush()) {
        if (!open) {
          throw new IOException("the socket is closed");
        }
        sink.awaitWritable(WRITE_POLL_MILLIS, TimeUnit.MILLISECONDS);
      }
      pending.clear();
    }
  }

  /** Sends a close frame, then ends the connection (section 4.5: TCP must end). */
  public void close(int code) {
    try {
      control(CLOSE, new byte[] {(byte) (code >> 8), (byte) code});
    } catch (IOException e) {
      // The peer is gone already, which is what closing is to bring about.
    } finally {
      abort();
    }
  }

  /** Ends the connection without a close frame. */
  public void abort() {
    open = false;
    IoUtils.safeClose(connection);
    closed();
  }

  private void control(int opcode, byte[] payload) throws IOException {
    synchronized (writing) {
      header(opcode, payload.length);
      pending.append(payload);
      flush();
    }
  }

  private void header(int opcode, int length) {
    pending.append((char) opcode);
    if (length < 126) {
      pending.append((char) length);
    } else if (length < 1 << 16) {
      pending.append((char) 126).append((char) (length >> 8)).append((char) (length & 0xFF));
    } else {
      pending.append((char) 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        pending.append((char) (((long) length >> shift) & 0xFF));
      }
    }
  }

  private void read(ConduitStreamSourceChannel source) {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    try {
      int count = source.read(buffer);
      while (count > 0) {
        buffer.flip();
        received.accept(buffer);
        buffer.clear();
        count = source.read(buffer);
      }
      if (count < 0) {
        abort();
      }
    } catch (IOException e) {
      abort();
    }
  }

  private void onFrame(int opcode, byte[] payload) {
    switch (opcode) {
      case 1 -> textListener.accept(new String(payload, StandardCharsets.UTF_8));
      case 8 -> Replies.run(() -> close(1000));
      case 9 -> Replies.run(() -> pong(payload));
      default -> {
        // Pongs and binary frames ask for nothing.
      }
    }
  }

  private void pong(byte[] payload) {
    try {
      control(PONG, payload);
    } catch (IOException e) {
      abort();
    }
  }

  private void closed() {
    open = false;
    Runnable listener = closeListeners.poll();
    while (listener != null) {
      listener.run();
      listener = closeListeners.poll();
    }
  }
}
