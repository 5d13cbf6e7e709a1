// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes of one site and revision whose rows of current state are durable, and how far their
 * confirmation has come.
 *
 * @param siteId the site
 * @param revision of the rows
 * @param changeIds what is still to be confirmed, ascending
 * @param announcedAt when the newest of their announcements that led to the rows was received; 1970
 *     if none is known
 * @param seconds where the records are
 * @param durableAt when the last row of current state was acknowledged
 * @param error why the changes must not be confirmed after all; null if they may
 * @param applied whether bronze has all records as well
 * @param failures how often in a row it failed
 * @param notBefore when it goes on
 */
record Confirmation(
    long siteId,
    long revision,
    List<Long> changeIds,
    Instant announcedAt,
    Seconds seconds,
    Instant durableAt,
    @Nullable String error,
    boolean applied,
    int failures,
    Instant notBefore)
    implements Notice {

  /**
   * The records of corrected ranges.
   *
   * @param from first second, since 1970
   * @param through last second
   * @param firstReadAt when the first piece was read; null if none was
   * @param received how many records were given to bronze
   */
  record Seconds(long from, long through, @Nullable Instant firstReadAt, long received) {}

  Confirmation {
    changeIds = List.copyOf(changeIds);
    requireNonNull(announcedAt, "announcedAt");
    requireNonNull(seconds, "seconds");
    requireNonNull(durableAt, "durableAt");
    requireNonNull(notBefore, "notBefore");
  }

  static Confirmation of(long siteId, long revision, Tally tally, Instant now) {
    Reading reading = tally.reading();
    Instant read = reading.lastReadAt();
    return new Confirmation(
        siteId,
        revision,
        reading.changeIds(),
        reading.announcedAt(),
        new Seconds(
            reading.from(), reading.through(), reading.firstReadAt(), tally.rows().received()),
        read != null && read.isAfter(now) ? read : now,
        tally.error(),
        false,
        0,
        Instant.EPOCH);
  }

  boolean isOf(Confirmation other) {
    return siteId == other.siteId && revision == other.revision;
  }

  /** The same one, whose records are in bronze. */
  Confirmation inBronze() {
    return new Confirmation(
        siteId, revision, changeIds, announcedAt, seconds, durableAt, error, true, 0, notBefore);
  }

  /** The same one, without those. */
  Confirmation without(Collection<Long> others) {
    List<Long> left = new ArrayList<>(changeIds);
    left.removeAll(others);
    return new Confirmation(
        siteId,
        revision,
        left,
        announcedAt,
        seconds,
        durableAt,
        error,
        applied,
        failures,
        notBefore);
  }

  /** The same one, without a wait. */
  Confirmation now() {
    return new Confirmation(
        siteId,
        revision,
        changeIds,
        announcedAt,
        seconds,
        durableAt,
        error,
        applied,
        0,
        Instant.EPOCH);
  }

  /** The same one, to be tried again then. */
  Confirmation failedUntil(Instant again) {
    return new Confirmation(
        siteId,
        revision,
        changeIds,
        announcedAt,
        seconds,
        durableAt,
        error,
        applied,
        failures + 1,
        again);
  }
}
