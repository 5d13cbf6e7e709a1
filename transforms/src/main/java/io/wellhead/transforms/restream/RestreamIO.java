// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Room;
import io.wellhead.transforms.changes.ReadChanges;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.DeadLetterCoder;
import java.io.Serial;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;

/** Reads the ReStream service. */
public final class RestreamIO {
  private RestreamIO() {}

  /** Reads the measurements of rooms as they happen. */
  public static Read read() {
    return new Read();
  }

  /** Reads the pads, sites, fields and stages of rooms, and what changes of them. */
  public static ReadInstanceUpdates readInstanceUpdates(RestreamConnection account) {
    return ReadInstanceUpdates.from(account);
  }

  /** Reads the vendor's announcements that stored data of rooms has changed. */
  public static ReadChanges readChanges(RestreamConnection account) {
    return ReadChanges.from(account);
  }

  /**
   * Reads the records of some rooms over their measurement sockets, without an end unless {@link
   * #until} gives one.
   *
   * <ul>
   *   <li>Delivery: each record once per checkpoint, so exactly once where the runner commits
   *       output and checkpoint together. Seconds that the socket left out (connection lost,
   *       session expired, frames dropped) are read over REST. In pads that are not read routed, a
   *       lost record is missed only if its second has another one.
   *   <li>Repetitions: known by their content for 15 minutes of event time. A further record of a
   *       second that was emitted before is dropped as one if it comes over REST, or over the
   *       socket before anything new since a reconnect; otherwise it is emitted, so that none is
   *       lost, and comes twice if the service repeats it of its own accord after so long.
   *   <li>Order: none that one may rely on.
   *   <li>Parallelism: one split per room, since the service allows one socket per room and
   *       account.
   *   <li>Event time: each record's own second. The watermark is held by whatever is missing,
   *       follows the slowest site, and lets go of a silent one after {@link #withIdleAfter}.
   *   <li>Failures: frames and records that cannot be read become dead letters with their bytes. A
   *       service that stays unreachable over the client's whole retry time fails the bundle.
   * </ul>
   */
  public static final class Read
      extends PTransform<PBegin, WithFailures.Result<PCollection<Measurement>, DeadLetter>> {
    @Serial private static final long serialVersionUID = 1L;

    private @Nullable RestreamConnection connection;
    private @Nullable List<String> rooms;
    private @Nullable Instant from;
    private @Nullable Instant until;
    private EventTimeBounds eventTimes = EventTimeBounds.DEFAULT;
    private ReadTiming timing = ReadTiming.DEFAULT;
    private RoomService.@Nullable Factory services;
    private Drain drain = Drain.create();
    private Clock clock = Clock.systemUTC();

    private Read() {}

    /** Names the account; required. */
    public Read from(RestreamConnection account) {
      return with(copy -> copy.connection = account);
    }

    /**
     * Names the rooms to be read, each as one split.
     *
     * @throws IllegalArgumentException if none is named
     */
    public Read withRooms(Collection<Room> named) {
      if (named.isEmpty()) {
        throw new IllegalArgumentException(
            "rooms: none given; withAllRooms() reads every open one");
      }
      return with(copy -> copy.rooms = named.stream().distinct().map(Room::toString).toList());
    }

    /**
     * Reads every pad that is not completed, and every site without a pad, as found at the start.
     */
    public Read withAllRooms() {
      return with(copy -> copy.rooms = List.of());
    }

    /**
     * Begins with history from this second on; without it reading begins with each site's minute
     * that runs.
     */
    public Read startingAt(Instant start) {
      return with(copy -> copy.from = start);
    }

    /**
     * Ends before this instant: the collection is bounded then, and its watermark comes to the end
     * when every site that sends has come to this instant, or the room has been silent for more
     * than a minute after it and REST has nothing before it either.
     */
    public Read until(Instant end) {
      return with(copy -> copy.until = end);
    }

    /**
     * Changes which event times are accepted; others become dead letters. By default 2000 to before
     * 2100, and never more than a day ahead of both clock and room.
     *
     * @param earliest the first instant that is accepted
     * @param latest the first instant that is not
     */
    public Read withEventTimes(Instant earliest, Instant latest) {
      EventTimeBounds bounds = new EventTimeBounds(earliest, latest);
      return with(copy -> copy.eventTimes = bounds);
    }

    /**
     * Changes after how long a silent site no longer holds the watermark; by default one minute.
     */
    public Read withIdleAfter(Duration silence) {
      if (silence.isNegative()) {
        throw new IllegalArgumentException(
            "idle after " + silence + ", accepted are zero and more");
      }
      return with(copy -> copy.timing = copy.timing.withIdleAfter(silence));
    }

    /**
     * Changes after how long a silent measurement socket is made anew; by default one minute. A
     * room whose records come more rarely needs more.
     */
    public Read withReconnectAfter(Duration silence) {
      if (silence.isNegative() || silence.isZero()) {
        throw new IllegalArgumentException(
            "reconnect after " + silence + ", accepted is more than zero");
      }
      return with(copy -> copy.timing = copy.timing.withReconnect(silence));
    }

    /** Ends, as at {@link #until}, when the drain is requested in this process. */
    public Read withDrain(Drain ending) {
      return with(copy -> copy.drain = ending);
    }

    Read withTiming(ReadTiming waits) {
      return with(copy -> copy.timing = waits);
    }

    Read withServices(RoomService.Factory factory, Clock time) {
      return with(
          copy -> {
            copy.services = factory;
            copy.clock = time;
          });
    }

    @Override
    public WithFailures.Result<PCollection<Measurement>, DeadLetter> expand(PBegin begin) {
      ReadSettings settings = settings();
      RoomService.Factory factory =
          services == null
              ? new ClientRoomService.Factory(settings.connection(), timing.reconnect(), drain)
              : services;
      PCollectionTuple records =
          begin
              .apply(
                  "Read frames",
                  org.apache.beam.sdk.io.Read.from(
                      new RestreamSource(settings, factory, clock).withDrain(drain)))
              .apply(
                  "Take out records",
                  ParDo.of(new TakeOutRecordsFn())
                      .withOutputTags(
                          TakeOutRecordsFn.MEASUREMENTS,
                          TupleTagList.of(TakeOutRecordsFn.DEFECTS)));
      return WithFailures.Result.of(
          records.get(TakeOutRecordsFn.MEASUREMENTS).setCoder(MeasurementCoder.of()),
          records.get(TakeOutRecordsFn.DEFECTS).setCoder(DeadLetterCoder.of()));
    }

    /** The whole of what was told, checked. */
    ReadSettings settings() {
      if (connection == null) {
        throw new IllegalArgumentException("RestreamIO.read(): name the account with from(...)");
      }
      if (rooms == null) {
        throw new IllegalArgumentException(
            "RestreamIO.read(): name rooms with withRooms(...) or take all with withAllRooms()");
      }
      return new ReadSettings(connection, rooms, from, until, eventTimes, timing);
    }

    private Read with(Consumer<Read> change) {
      Read copy = new Read();
      copy.connection = connection;
      copy.rooms = rooms;
      copy.from = from;
      copy.until = until;
      copy.eventTimes = eventTimes;
      copy.timing = timing;
      copy.services = services;
      copy.drain = drain;
      copy.clock = clock;
      change.accept(copy);
      return copy;
    }
  }
}
