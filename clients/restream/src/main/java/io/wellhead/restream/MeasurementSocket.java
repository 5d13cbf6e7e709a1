// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.SocketOptions.Acknowledgement;
import io.wellhead.restream.model.Room;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Live measurements of a room (ReStream API, sections 4.1 to 4.5).
 *
 * <p>Connects in the background, and anew after every end of a connection, with the same session
 * key and request. Frames come in order and at least once: after a reconnect the server may send
 * again what was not acknowledged, and what it does not send again shows as {@link Frame#gaps()}.
 *
 * <p>Frames wait in a bounded queue. While it is full the connection is not read, so the server has
 * to wait; after the options' stall limit the connection is dropped and made again once half of the
 * queue is free.
 *
 * <p>One thread at a time polls; {@link #acknowledge}, {@link #reconnects} and {@link #close} may
 * be called from any thread.
 */
public final class MeasurementSocket implements Iterable<Frame>, AutoCloseable {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final SocketLoop loop;
  private final String sessionKey;
  private final Acknowledgement acknowledgement;
  private final GapDetector gaps;
  private volatile long handedOut;

  private MeasurementSocket(
      SocketLoop loop, String sessionKey, Acknowledgement acknowledgement, GapDetector gaps) {
    this.loop = loop;
    this.sessionKey = sessionKey;
    this.acknowledgement = acknowledgement;
    this.gaps = gaps;
  }

  static MeasurementSocket open(
      Sockets sockets, Room room, DataRequest request, SocketOptions options) {
    String key = options.sessionKey().orElseGet(MeasurementSocket::newSessionKey);
    Query query = new Query().add("session_key", key);
    request.query(room).parameters().forEach(p -> query.add(p.getKey(), p.getValue()));
    SocketLoop loop =
        new SocketLoop(
            sockets, Route.measurements(room), query, options, options.idleLimit().orElse(null));
    sockets.start(loop);
    return new MeasurementSocket(
        loop, key, options.acknowledgement(), new GapDetector(request.resolution().seconds()));
  }

  /** 32 lower-case hexadecimal characters, as the vendor's client makes them (section 4.4). */
  private static String newSessionKey() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Names the server's queue; given to a later socket, it continues the queue. */
  public String sessionKey() {
    return sessionKey;
  }

  /**
   * The next frame.
   *
   * @return null when none came in time, after {@link #close}, and after a proper close by the
   *     server when reconnecting was switched off
   * @throws RestreamException when the socket ended for good: the room does not exist, the token is
   *     rejected again and again, or reconnecting was switched off
   * @throws CanceledException when the thread is interrupted
   */
  public @Nullable Frame poll(Duration limit) {
    return next(limit);
  }

  private @Nullable Frame next(@Nullable Duration limit) {
    if (acknowledgement == Acknowledgement.AUTOMATIC) {
      loop.acknowledgements().upTo(handedOut);
    }
    try {
      Frame frame = loop.queue().poll(limit);
      if (frame != null) {
        handedOut = frame.number();
        gaps.observe(frame);
      }
      return frame;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CanceledException("the thread was interrupted", ErrorPlace.NOWHERE, e);
    }
  }

  /**
   * All frames up to this number are done with: sends one acknowledgement for each multiple of
   * five, counted from the start of the connection, that is passed by it. Frames of earlier
   * connections need none. Manual mode only; smaller numbers than before do nothing.
   *
   * @throws IllegalStateException in automatic mode
   * @throws IllegalArgumentException when no such frame was handed out
   */
  public void acknowledge(long frameNumber) {
    if (acknowledgement != Acknowledgement.MANUAL) {
      throw new IllegalStateException("the socket acknowledges by itself");
    }
    if (frameNumber > handedOut) {
      throw new IllegalArgumentException(
          "frame " + frameNumber + " was not handed out; the last one was " + handedOut);
    }
    loop.acknowledgements().upTo(frameNumber);
  }

  /** How often the connection was made anew. */
  public int reconnects() {
    return loop.reconnects();
  }

  /** Bytes of the frames that wait to be polled, about. */
  public long waitingBytes() {
    return loop.queue().waitingBytes();
  }

  /** Whether no frame is left and none will come. */
  public boolean isOver() {
    return loop.queue().isOver();
  }

  /** All frames as they come, until {@link #close}; {@code hasNext} waits for the next one. */
  @Override
  public Iterator<Frame> iterator() {
    return new PollingIterator<>(() -> next(null));
  }

  /** Closes the connection with code 1000; what was not polled is dropped. */
  @Override
  public void close() {
    loop.close();
  }
}
