// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import io.wellhead.restream.DataRecord;
import io.wellhead.transforms.corrections.RangeService.RefusedException;
import io.wellhead.transforms.restream.Measurement;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ranges of one lane in turn, a piece of one and then a piece of the next, so that a
 * correction of years does not hold up one of minutes. One thread.
 */
final class ReadLane {
  private static final long PIECE_SECONDS = 3600;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final int MOST_DOUBLINGS = 6;

  private final RangeService service;
  private final Duration tail;
  private final Clock clock;

  /**
   * Makes a lane.
   *
   * @param tail age from which on the service has surely stored a second
   */
  ReadLane(RangeService service, Duration tail, Clock clock) {
    this.service = service;
    this.tail = tail;
    this.clock = clock;
  }

  /**
   * What a step gave.
   *
   * @param piece null if nothing was read
   * @param failure null if nothing failed
   * @param failed the range that failed
   */
  record Step(
      List<RangeReading> queue,
      @Nullable CorrectedPiece piece,
      @Nullable IOException failure,
      @Nullable CorrectedRange failed) {}

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

  /** Reads all that is left, waiting for nothing: neither for a tail nor after a failure. */
  void finish(List<RangeReading> queue, Consumer<Step> steps) {
    List<RangeReading> left = queue.stream().map(RangeReading::now).toList();
    while (!left.isEmpty()) {
      Step step = step(left);
      steps.accept(step);
      left = step.queue().stream().filter(RangeReading::isDueAtOnce).toList();
    }
  }

  private Step step(RangeReading reading, List<RangeReading> others) {
    try {
      return read(reading, others);
    } catch (RefusedException e) {
      return new Step(others, null, e, reading.range());
    } catch (IOException e) {
      others.add(reading.failedUntil(clock.instant().plus(pauseAfter(reading.failures()))));
      return new Step(others, null, e, reading.range());
    }
  }

  private static Duration pauseAfter(int failures) {
    return FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
  }

  private Step read(RangeReading asked, List<RangeReading> others) throws IOException {
    long high = high(asked);
    if (high < asked.next()) {
      // Nothing is stored yet of what is ahead: it will come changed as it comes.
      return new Step(others, null, null, null);
    }
    RangeReading reading =
        asked.through() > high && pieceEnd(asked) >= high ? asked.endingAt(high) : asked;
    long through = pieceEnd(reading);
    long settled = high - tail.toSeconds();
    CorrectedPiece piece = piece(reading, through, settled);
    RangeReading rest = reading.after(through, settled);
    if (!rest.isRead()) {
      others.add(rest);
    } else if (!rest.isSettled()) {
      others.add(rest.tail(clock.instant().plus(untilSettled(rest.through(), high))));
    }
    return new Step(others, piece, null, null);
  }

  /** The newest second there may be: the clock's, or the site's where a simulation is ahead. */
  private long high(RangeReading reading) throws IOException {
    long now = clock.instant().getEpochSecond();
    if (pieceEnd(reading) <= now - tail.toSeconds()) {
      return now;
    }
    Instant newest = service.newest(reading.range().siteId());
    return newest == null ? now : Math.max(now, newest.getEpochSecond());
  }

  private Duration untilSettled(long through, long high) {
    long seconds = through - (high - tail.toSeconds());
    return Duration.ofSeconds(Math.max(1, Math.min(seconds, tail.toSeconds())));
  }

  private static long pieceEnd(RangeReading reading) {
    long endOfHour =
        Math.floorDiv(reading.next(), PIECE_SECONDS) * PIECE_SECONDS + PIECE_SECONDS - 1;
    return Math.min(endOfHour, reading.through());
  }

  private CorrectedPiece piece(RangeReading reading, long through, long settled)
      throws IOException {
    CorrectedRange range = reading.range();
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
        range, reading.next(), through, settled, readAt, List.copyOf(bySecond.values()));
  }

  private static @Nullable String problemOf(DataRecord record, long siteId) {
    if (record.problem().isPresent()) {
      return record.problem().get();
    }
    long named = record.siteId().orElse(siteId);
    return named == siteId ? null : "site_id " + named + ", asked was " + siteId;
  }
}
