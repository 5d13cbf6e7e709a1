// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.time.Instant;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A room's open session: service, socket, and how far the socket's frames were emitted. It outlives
 * its reader for a while, so that a reader made from the checkpoint just taken goes on without a
 * reconnect.
 */
final class RoomConnection {
  private final Object place;
  private final String sessionKey;
  private final long id;
  private final Instant openedAt;
  private final RoomService service;
  private final RoomService.Feed feed;

  /** Guarded by the registry: a reader is using this connection. */
  boolean attached = true;

  /** Guarded by the registry: closes this connection when nobody comes back. */
  @Nullable Future<?> expiry;

  /** The last frame whose records were emitted. */
  private long emittedFrame;

  /** Up to here frames brought something new; what came after it only repeats. */
  private long newsFrame;

  /** Reader's thread: a frame that was polled and not emitted. */
  private @Nullable ReceivedFrame held;

  private int lastConnection = 1;

  /**
   * Makes a connection of an open socket.
   *
   * @param place the address that allows one socket at a time
   */
  RoomConnection(
      Object place,
      String sessionKey,
      long id,
      Instant openedAt,
      RoomService service,
      RoomService.Feed feed) {
    this.place = place;
    this.sessionKey = sessionKey;
    this.id = id;
    this.openedAt = openedAt;
    this.service = service;
    this.feed = feed;
  }

  /** The address that allows one socket at a time. */
  Object place() {
    return place;
  }

  String sessionKey() {
    return sessionKey;
  }

  long id() {
    return id;
  }

  Instant openedAt() {
    return openedAt;
  }

  RoomService service() {
    return service;
  }

  RoomService.Feed feed() {
    return feed;
  }

  synchronized long emittedFrame() {
    return emittedFrame;
  }

  /**
   * Notes that the frame is dealt with; it is held no longer.
   *
   * @param news whether it brought anything that was not known
   */
  synchronized void emitted(ReceivedFrame frame, boolean news) {
    emittedFrame = frame.number();
    newsFrame = news ? emittedFrame : newsFrame;
    held = null;
  }

  /** Notes that a record was emitted that came over REST; later frames may repeat it. */
  synchronized void emittedBesideFrames() {
    newsFrame = emittedFrame + 1;
  }

  /**
   * Acknowledges this frame, all before it, and those after it that were emitted and only repeat
   * what was known by then: after a reconnect these are the same frames under new numbers. Any
   * thread.
   */
  void acknowledge(long durableFrame) {
    long through;
    synchronized (this) {
      through = newsFrame <= durableFrame ? Math.max(emittedFrame, durableFrame) : durableFrame;
    }
    feed.acknowledge(through);
  }

  @Nullable ReceivedFrame held() {
    return held;
  }

  void hold(ReceivedFrame frame) {
    held = frame;
  }

  /** How many connections lie between the last frame that was asked about and this one. */
  int reconnectsBefore(ReceivedFrame frame) {
    int times = frame.connection() - lastConnection;
    lastConnection = frame.connection();
    return times;
  }

  void close() {
    try (service) {
      feed.close();
    }
  }
}
