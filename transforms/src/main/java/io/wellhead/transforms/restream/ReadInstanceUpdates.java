// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Room;
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
 * Reads the pads, sites, fields and stages of some rooms, and what changes of them, without an end
 * unless {@link #until} gives one.
 *
 * <ul>
 *   <li>Over REST everything is read at the start, after every reconnect, on a schedule, and the
 *       history of a site whenever its state changes; only what differs from what was emitted last
 *       is emitted. In between the sockets' messages are emitted as they come.
 *   <li>Delivery: what REST tells, at least once; a message of a socket, at most once, because
 *       these sockets have no sessions (ReStream API spec, section 4.4). What a lost message told
 *       is read over REST.
 *   <li>Parallelism: one split per room. Event time: the time of receipt.
 *   <li>Failures: an unreachable service is asked again for as long as it takes; a message that is
 *       not readable is emitted as {@link InstanceUpdate.Kind#UNREADABLE}.
 * </ul>
 */
public final class ReadInstanceUpdates extends PTransform<PBegin, PCollection<InstanceUpdate>> {
  @Serial private static final long serialVersionUID = 1L;

  private final RestreamConnection connection;
  private final List<String> rooms;
  private final @Nullable Instant until;
  private final WatchTiming timing;
  private final Drain drain;
  private final StoredStages.Factory stored;

  private ReadInstanceUpdates(
      RestreamConnection connection,
      List<String> rooms,
      @Nullable Instant until,
      WatchTiming timing,
      Drain drain,
      StoredStages.Factory stored) {
    this.connection = connection;
    this.rooms = new ArrayList<>(rooms);
    this.until = until;
    this.timing = timing;
    this.drain = drain;
    this.stored = stored;
  }

  /** Reads every room of the account that is being worked on, as found at the start. */
  static ReadInstanceUpdates from(RestreamConnection connection) {
    return new ReadInstanceUpdates(
        connection, List.of(), null, WatchTiming.DEFAULT, Drain.create(), StoredStages.none());
  }

  /**
   * Reads these rooms alone.
   *
   * @throws IllegalArgumentException if none is named
   */
  public ReadInstanceUpdates withRooms(Collection<Room> named) {
    if (named.isEmpty()) {
      throw new IllegalArgumentException("rooms: none given; leave this out to read all");
    }
    List<String> texts = named.stream().distinct().map(Room::toString).toList();
    return new ReadInstanceUpdates(connection, texts, until, timing, drain, stored);
  }

  /**
   * Ends when the newest record of every site has come to this instant, or has stood still for five
   * minutes when the clock is past it; the histories are read once more after that.
   */
  public ReadInstanceUpdates until(Instant end) {
    return new ReadInstanceUpdates(connection, rooms, end, timing, drain, stored);
  }

  /** Changes how often everything is read over REST; by default every minute. */
  public ReadInstanceUpdates withRefresh(Duration every) {
    return new ReadInstanceUpdates(
        connection, rooms, until, timing.withRefresh(every), drain, stored);
  }

  /** Ends, as at {@link #until}, when the drain is requested in this process. */
  public ReadInstanceUpdates withDrain(Drain ending) {
    return new ReadInstanceUpdates(connection, rooms, until, timing, ending, stored);
  }

  /**
   * Tells also of the removal of those stages that are stored and that the service took away
   * before; none are by default.
   */
  public ReadInstanceUpdates withStored(StoredStages.Factory stages) {
    return new ReadInstanceUpdates(connection, rooms, until, timing, drain, stages);
  }

  @Override
  public PCollection<InstanceUpdate> expand(PBegin begin) {
    Clock clock = Clock.systemUTC();
    InstanceService.Factory services = new ClientInstanceService.Factory(connection, drain);
    InstanceWatching watching = new InstanceWatching(services, stored, until, timing, clock);
    return begin.apply("Read", Read.from(new WatchSource<>(watching, rooms, drain, clock)));
  }
}
