// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.model.DataChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A time span of one site whose data was changed (ReStream API, section 7.4).
 *
 * @param siteId the site
 * @param start first affected instant
 * @param end last affected instant, not before {@code start}
 */
public record ChangedInterval(long siteId, Instant start, Instant end) {

  private static final Comparator<ChangedInterval> BY_SITE_AND_START =
      Comparator.comparingLong(ChangedInterval::siteId).thenComparing(ChangedInterval::start);

  public ChangedInterval {
    if (start.isAfter(end)) {
      throw new IllegalArgumentException("start " + start + " is after end " + end);
    }
  }

  /**
   * The interval of one change.
   *
   * @throws MalformedDataException when site, start or end is missing, or the end is before the
   *     start
   */
  public static ChangedInterval of(DataChange change) {
    long site = require(change.site(), "site", change);
    Instant start = require(change.startDate(), "start_date", change);
    Instant end = require(change.endDate(), "end_date", change);
    if (start.isAfter(end)) {
      throw malformed(change, "start_date is after end_date");
    }
    return new ChangedInterval(site, start, end);
  }

  /**
   * The intervals of all changes, merged: ascending by site and start, and intervals of one site
   * that overlap or touch are one.
   *
   * @throws MalformedDataException as {@link #of}
   */
  public static List<ChangedInterval> merge(Collection<DataChange> changes) {
    List<ChangedInterval> merged = new ArrayList<>();
    for (ChangedInterval next :
        changes.stream().map(ChangedInterval::of).sorted(BY_SITE_AND_START).toList()) {
      int last = merged.size() - 1;
      if (last >= 0 && merged.get(last).reaches(next)) {
        merged.set(last, merged.get(last).until(next.end()));
      } else {
        merged.add(next);
      }
    }
    return List.copyOf(merged);
  }

  private boolean reaches(ChangedInterval next) {
    return siteId == next.siteId && !next.start.isAfter(end);
  }

  private ChangedInterval until(Instant other) {
    return other.isAfter(end) ? new ChangedInterval(siteId, start, other) : this;
  }

  private static <T> T require(@Nullable T value, String name, DataChange change) {
    if (value == null) {
      throw malformed(change, name + " is missing");
    }
    return Objects.requireNonNull(value);
  }

  private static MalformedDataException malformed(DataChange change, String problem) {
    return new MalformedDataException(
        "data change " + change.id() + ": " + problem, ErrorPlace.NOWHERE, null);
  }
}
