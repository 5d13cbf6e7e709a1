// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How much of a stage the records behind its figures cover. Of a frac stage only records with
 * pressure or rate count.
 *
 * @param first time of the first record; null if there is none
 * @param last time of the last record; null if there is none
 * @param outages time in between without any record, of a frac stage only: a site that does nothing
 *     need not send anything
 */
record Coverage(@Nullable Instant first, @Nullable Instant last, Duration outages) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  /**
   * What of the stage is missing, for the reader of its figures; empty if nothing is.
   *
   * @param until end of the stage, or how far it has got
   */
  String missing(Instant start, Instant until, ZoneId zone) {
    if (first == null || last == null) {
      return "no data";
    }
    boolean cut = isOutage(start, first) || isOutage(last, until);
    String ends =
        cut ? "data from " + time(first, start, zone) + " to " + time(last, start, zone) : "";
    String between = outages.isZero() ? "" : StageTable.duration(outages) + " without data";
    return ends.isEmpty() || between.isEmpty()
        ? ends + between
        : ends + ", " + between + " in between";
  }

  private static boolean isOutage(Instant from, Instant to) {
    return Duration.between(from, to).toSeconds() > Trace.LONGEST_STEP_SECONDS;
  }

  /** The day is said where it is not that of the stage's start. */
  private static String time(Instant instant, Instant start, ZoneId zone) {
    boolean sameDay = instant.atZone(zone).toLocalDate().equals(start.atZone(zone).toLocalDate());
    return sameDay ? TIME.format(instant.atZone(zone)) : StageTable.time(instant, zone);
  }

  /** Follows the records of one stage, given in time order. Not thread-safe. */
  static final class Track {
    private final boolean continuous;
    private long outageSeconds;
    private @Nullable Instant first;
    private @Nullable Instant last;

    Track(Stage stage) {
      continuous = stage.operation() == Operation.FRAC;
    }

    void add(long epochSecond, boolean treating) {
      if (continuous && !treating) {
        return;
      }
      Instant time = Instant.ofEpochSecond(epochSecond);
      if (first == null) {
        first = time;
      }
      if (continuous && last != null && isOutage(last, time)) {
        outageSeconds += Duration.between(last, time).toSeconds();
      }
      last = time;
    }

    Coverage coverage() {
      return new Coverage(first, last, Duration.ofSeconds(outageSeconds));
    }
  }
}
