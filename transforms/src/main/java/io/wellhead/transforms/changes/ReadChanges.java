// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import io.wellhead.restream.model.Room;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.restream.RestreamConnection;
import io.wellhead.transforms.restream.WatchSource;
import io.wellhead.transforms.restream.WatchTiming;
import java.io.Serial;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Reads the vendor's announcements that stored data of some rooms has changed, without an end
 * unless {@link #until} gives one.
 *
 * <ul>
 *   <li>The changes that are not confirmed are listed at the start, after every connection of the
 *       socket, and on a schedule, since the socket loses what happens while it is down (ReStream
 *       API spec, section 4.4). In between the socket's messages are emitted as they come.
 *   <li>Delivery: each change once per checkpoint and content, as long as it is listed. A change
 *       that is announced or listed with other content is emitted again. One that is announced
 *       before the service lists it may be emitted twice.
 *   <li>Parallelism: one split per room. Event time: the time of receipt.
 *   <li>Failures: an unreachable service is asked again for as long as it takes. Every message is
 *       emitted, also one that nobody can read; {@link CheckChanges} sorts them.
 * </ul>
 */
public final class ReadChanges extends PTransform<PBegin, PCollection<ChangeEvent>> {
  @Serial private static final long serialVersionUID = 1L;

  /** The vendor's advice (section 8.4). */
  private static final WatchTiming TIMING = WatchTiming.DEFAULT.withRefresh(Duration.ofMinutes(15));

  private final RestreamConnection connection;
  private final List<String> rooms;
  private final @Nullable Instant until;
  private final WatchTiming timing;
  private final Drain drain;

  private ReadChanges(
      RestreamConnection connection,
      List<String> rooms,
      @Nullable Instant until,
      WatchTiming timing,
      Drain drain) {
    this.connection = connection;
    this.rooms = new ArrayList<>(rooms);
    this.until = until;
    this.timing = timing;
    this.drain = drain;
  }

  /** Reads every room of the account that is being worked on, as found at the start. */
  public static ReadChanges from(RestreamConnection connection) {
    return new ReadChanges(connection, List.of(), null, TIMING, Drain.create());
  }

  /**
   * Reads these rooms alone.
   *
   * @throws IllegalArgumentException if none is named
   */
  public ReadChanges withRooms(Collection<Room> named) {
    if (named.isEmpty()) {
      throw new IllegalArgumentException("rooms: none given; leave this out to read all");
    }
    List<String> texts = named.stream().distinct().map(Room::toString).toList();
    return new ReadChanges(connection, texts, until, timing, drain);
  }

  /**
   * Ends when the newest record of every site has come to this instant, or has stood still for five
   * minutes when the clock is past it; the changes are listed once more after that.
   */
  public ReadChanges until(Instant end) {
    return new ReadChanges(connection, rooms, end, timing, drain);
  }

  /**
   * Changes how often the changes are listed over REST; by default every 15 minutes.
   *
   * @throws IllegalArgumentException if it is not more than zero
   */
  public ReadChanges withRefresh(Duration every) {
    return new ReadChanges(connection, rooms, until, timing.withRefresh(every), drain);
  }

  /** Ends, as at {@link #until}, when the drain is requested in this process. */
  public ReadChanges withDrain(Drain ending) {
    return new ReadChanges(connection, rooms, until, timing, ending);
  }

  @Override
  public PCollection<ChangeEvent> expand(PBegin begin) {
    Clock clock = Clock.systemUTC();
    ChangeService.Factory services = new ClientChangeService.Factory(connection, drain);
    ChangeWatching watching = new ChangeWatching(services, until, timing, clock);
    return begin.apply("Read", Read.from(new WatchSource<>(watching, rooms, drain, clock)));
  }
}
