// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Instance updates or data-change events of a room (ReStream API, sections 4.6 and 4.7).
 *
 * <p>Connects in the background, and anew after every end of a connection. The service keeps
 * nothing for these sockets: what happens while they are disconnected is lost, so whenever {@link
 * #connections} has risen, read the object and the list of data changes anew.
 *
 * <p>One thread at a time polls; {@link #connections}, {@link #reconnects} and {@link #close} may
 * be called from any thread.
 *
 * @param <T> what a message describes
 */
public final class EventSocket<T> implements Iterable<Event<T>>, AutoCloseable {

  private final SocketLoop loop;
  private final Function<byte[], ? extends T> decode;
  private final ArrayDeque<Event<T>> pending = new ArrayDeque<>();

  private EventSocket(SocketLoop loop, Function<byte[], ? extends T> decode) {
    this.loop = loop;
    this.decode = decode;
  }

  static <T> EventSocket<T> open(
      Sockets sockets, Route route, SocketOptions options, Function<byte[], ? extends T> decode) {
    SocketLoop loop = new SocketLoop(sockets, route, new Query(), options, null);
    sockets.start(loop);
    return new EventSocket<>(loop, decode);
  }

  /**
   * The next event. A message that is not what is documented is an event as well; its {@link
   * Event#value} throws.
   *
   * @return null when none came in time, after {@link #close}, and after a proper close by the
   *     server when reconnecting was switched off
   * @throws RestreamException when the socket ended for good: the room does not exist, the token is
   *     rejected again and again, or reconnecting was switched off
   */
  public @Nullable Event<T> poll(Duration limit) {
    return next(limit);
  }

  private @Nullable Event<T> next(@Nullable Duration limit) {
    try {
      while (pending.isEmpty()) {
        Frame frame = loop.queue().poll(limit);
        if (frame == null) {
          return null;
        }
        cut(frame);
      }
      return pending.poll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CanceledException("the thread was interrupted", ErrorPlace.NOWHERE, e);
    }
  }

  /** One event for an object, one for each element of an array. */
  private void cut(Frame frame) {
    byte[] json = frame.payload();
    int at = JsonScanner.skipBlanks(json, 0, json.length);
    if (at == json.length || json[at] != '[') {
      add(frame, json);
      return;
    }
    try {
      JsonArray.forEach(json, at, (from, to) -> add(frame, Arrays.copyOfRange(json, from, to)));
    } catch (JsonSyntaxException e) {
      add(frame, json);
    }
  }

  private void add(Frame frame, byte[] json) {
    pending.add(new Event<>(frame.receivedAt(), frame.connection(), json, decode));
  }

  /** How often the connection was made; what happens before the first one is not told either. */
  public int connections() {
    return loop.connections();
  }

  /** How often the connection was made anew. */
  public int reconnects() {
    return loop.reconnects();
  }

  /** Whether no event is left and none will come. */
  public boolean isOver() {
    return pending.isEmpty() && loop.queue().isOver();
  }

  /** All events as they come, until {@link #close}; {@code hasNext} waits for the next one. */
  @Override
  public Iterator<Event<T>> iterator() {
    return new PollingIterator<>(() -> next(null));
  }

  /** Closes the connection with code 1000; what was not polled is dropped. */
  @Override
  public void close() {
    loop.close();
  }
}
