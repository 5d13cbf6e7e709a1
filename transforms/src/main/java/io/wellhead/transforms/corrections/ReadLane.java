// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static java.util.Objects.requireNonNull;

import io.wellhead.restream.DataRecord;
import io.wellhead.transforms.corrections.RangeReading.Span;
import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.restream.Pauses;
import io.wellhead.transforms.restream.RefusedException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the ranges of one lane in turn, a piece of one and then a piece of the next, so that a
 * correction of years does not hold up one of minutes. One thread.
 */
final class ReadLane {
  private static final long PIECE_SECONDS = 3600;

  /** Seconds that are read at the end of the input, in one bundle: two site-days. */
  static final long MOST_AT_END = 2 * 86_400;

  /** Before the service existed. */
  private static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

  private static final Logger LOG = LoggerFactory.getLogger(ReadLane.class);

  private final Counter cut =
      Metrics.counter(CorrectionMetrics.READ, CorrectionMetrics.RANGES_CUT_COUNT);
  private final RangeService service;
  private final Settling settling;
  private final Clock clock;

  /**
   * Makes a lane.
   *
   * @param tail age from which on the service has surely stored a second
   */
  ReadLane(RangeService service, Duration tail, Clock clock) {
    this.service = service;
    settling = new Settling(tail);
    this.clock = clock;
  }

  /**
   * What a step gave.
   *
   * @param piece null if nothing was read
   * @param failure null if nothing failed
   * @param failed the range that failed
   * @param ended the range of which nothing is to be read any more
   */
  record Step(
      List<RangeReading> queue,
      @Nullable CorrectedPiece piece,
      @Nullable IOException failure,
      @Nullable CorrectedRange failed,
      @Nullable CorrectedRange ended) {

    Step(
        List<RangeReading> queue,
        @Nullable CorrectedPiece piece,
        @Nullable IOException failure,
        @Nullable CorrectedRange failed) {
      this(queue, piece, failure, failed, null);
    }

    private Step ending(CorrectedRange range) {
      return new Step(queue, piece, failure, failed, range);
    }
  }

  /** Reads one piece of the first range that may be read now. */
  Step step(List<RangeReading> queue) {
    Instant now = clock.instant();
    for (int i = 0; i < queue.size(); i++) {
      if (!queue.get(i).notBefore().isAfter(now)) {
        List<RangeReading> others = new ArrayList<>(queue);
        RangeReading reading = others.remove(i);
        return step(reading, others);
      }
    }
    return new Step(queue, null, null, null);
  }

  /**
   * Reads what is left, up to {@value #MOST_AT_END} seconds and the piece that passes them, since
   * all of it is in one bundle. Waits for seconds that are not settled, in all at most two tails
   * and a minute, and for nothing after a failure.
   *
   * @param pause waits that long; false if waiting has become useless
   * @return what was not read to its end
   */
  List<RangeReading> finish(
      List<RangeReading> queue, Predicate<Duration> pause, Consumer<Step> steps) {
    List<RangeReading> left = new ArrayList<>();
    List<RangeReading> due = new ArrayList<>(queue);
    due.replaceAll(
        reading -> reading.failures() > 0 ? reading.waitingUntil(Instant.EPOCH) : reading);
    long given = 0;
    Duration patience = settling.tail().multipliedBy(2).plusMinutes(1);
    while (!due.isEmpty()) {
      if (given >= MOST_AT_END) {
        left.addAll(due);
        return left;
      }
      Duration wait = Duration.between(clock.instant(), nextTurn(due));
      if (wait.compareTo(Duration.ZERO) > 0) {
        patience = patience.minus(wait);
        if (patience.isNegative() || !pause.test(wait)) {
          left.addAll(due);
          return left;
        }
      }
      Step step = step(due);
      steps.accept(step);
      given += step.piece() == null ? 0 : step.piece().through() - step.piece().from() + 1;
      due = new ArrayList<>(step.queue());
      due.stream().filter(reading -> reading.failures() > 0).forEach(left::add);
      due.removeIf(reading -> reading.failures() > 0);
    }
    return left;
  }

  /** When the first of them may be read. */
  static Instant nextTurn(List<RangeReading> queue) {
    return queue.stream().map(RangeReading::notBefore).min(Instant::compareTo).orElse(Instant.MAX);
  }

  private Step step(RangeReading reading, List<RangeReading> others) {
    int rest = others.size();
    Step step = tried(reading, others);
    return step.queue().size() > rest ? step : step.ending(reading.range());
  }

  private Step tried(RangeReading reading, List<RangeReading> others) {
    try {
      return read(reading, others);
    } catch (RefusedException e) {
      return new Step(others, null, e, reading.range());
    } catch (IOException e) {
      others.add(reading.failedUntil(clock.instant().plus(Pauses.after(reading.failures()))));
      return new Step(others, null, e, reading.range());
    }
  }

  private Step read(RangeReading asked, List<RangeReading> others) throws IOException {
    RangeReading reading = look(beginning(asked));
    Instant now = clock.instant();
    Look look = requireNonNull(reading.look(), "looked");
    long ahead = Math.max(now.getEpochSecond(), look.newest());
    long last = CorrectedRange.minuteOf(ahead) + CorrectedRange.MINUTE - 1;
    if (pieceEnd(reading) >= last) {
      // What is ahead of clock and newest record comes changed as it comes.
      reading = reading.endingAt(Math.min(reading.through(), Math.max(last, reading.next() - 1)));
    }
    long settled = settling.through(look, now);
    if (!reading.isRead() && reading.next() > look.newest() && reading.next() > settled) {
      // Nothing is stored of it, and nothing to be deleted before it is sure that nothing comes.
      Instant then = settling.settled(pieceEnd(reading), look, now);
      return new Step(added(others, reading.waitingUntil(then)), null, null, null);
    }
    CorrectedPiece piece = null;
    if (!reading.isRead()) {
      piece = piece(reading, pieceEnd(reading), settled);
      reading = reading.after(piece.through(), settled);
    }
    return new Step(rest(reading, look, others), piece, null, null);
  }

  private List<RangeReading> rest(RangeReading reading, Look look, List<RangeReading> others) {
    Span unsettled = reading.unsettled();
    if (!reading.isRead()) {
      return added(others, reading);
    }
    if (unsettled == null) {
      return others;
    }
    Instant then = settling.settled(unsettled.through(), look, clock.instant());
    return added(others, reading.again(unsettled, then));
  }

  private static List<RangeReading> added(List<RangeReading> others, RangeReading reading) {
    others.add(reading);
    return others;
  }

  /** Before the site's first record nothing is stored: a range of centuries need not ask for it. */
  private RangeReading beginning(RangeReading reading) throws IOException {
    CorrectedRange range = reading.range();
    if (reading.next() >= EARLIEST || reading.next() != range.from()) {
      return reading;
    }
    Instant first = service.first(range.siteId());
    long from = first == null ? reading.through() + 1 : first.getEpochSecond();
    long next = Math.max(reading.next(), CorrectedRange.minuteOf(from));
    cut.inc();
    LOG.warn("{} begins before 2000: read from {}", range, Instant.ofEpochSecond(next));
    return reading.beginningAt(next);
  }

  private RangeReading look(RangeReading reading) throws IOException {
    Look earlier = reading.look();
    if (reading.isRead()) {
      return reading.seeing(earlier == null ? new Look(Look.NO_RECORD, clock.instant()) : earlier);
    }
    if (earlier != null && pieceEnd(reading) <= earlier.newest() - settling.tail().toSeconds()) {
      return reading;
    }
    Instant newest = service.newest(reading.range().siteId());
    return reading.seeing(Look.of(newest, earlier, clock.instant()));
  }

  private static long pieceEnd(RangeReading reading) {
    long endOfHour =
        Math.floorDiv(reading.next(), PIECE_SECONDS) * PIECE_SECONDS + PIECE_SECONDS - 1;
    return Math.min(endOfHour, reading.through());
  }

  private CorrectedPiece piece(RangeReading reading, long through, long settled)
      throws IOException {
    CorrectedRange range = reading.range();
    // The change may have altered the catalogue.
    boolean anew = reading.next() == range.from();
    Set<String> names = service.fieldNames(range.siteId(), anew);
    List<DataRecord> records = service.read(range.siteId(), reading.next(), through);
    Instant readAt = clock.instant();
    SortedMap<Long, Measurement> bySecond = new TreeMap<>();
    for (DataRecord record : records) {
      String problem = problemOf(record, range.siteId());
      if (problem != null) {
        throw new RefusedException("the answer holds an unusable record: " + problem, null);
      }
      long second = record.timestamp();
      if (second >= reading.next() && second <= through) {
        bySecond.put(
            second, Measurement.correction(range.siteId(), record, range.revision(), readAt));
      }
    }
    return new CorrectedPiece(
        range,
        reading.next(),
        through,
        settled,
        readAt,
        false,
        List.copyOf(new TreeSet<>(names)),
        List.copyOf(bySecond.values()));
  }

  private static @Nullable String problemOf(DataRecord record, long siteId) {
    if (record.problem().isPresent()) {
      return record.problem().get();
    }
    long named = record.siteId().orElse(siteId);
    return named == siteId ? null : "site_id " + named + ", asked was " + siteId;
  }
}
