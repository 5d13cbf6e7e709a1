// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import io.wellhead.transforms.changes.ChangeEvent;
import io.wellhead.transforms.deadletters.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Seconds of a site that the vendor changed, and that are to be read again at once.
 *
 * @param siteId the affected site
 * @param from first second, since 1970
 * @param through last second
 * @param changeIds the data changes that ask for it, ascending, each once
 * @param announcedAt when the newest of their announcements that ask for it was received; 1970 if
 *     none did
 */
public record CorrectedRange(
    long siteId, long from, long through, List<Long> changeIds, Instant announcedAt) {
  /** Seconds of a minute. */
  static final long MINUTE = 60;

  public CorrectedRange {
    if (from > through) {
      throw new IllegalArgumentException("range from " + from + " through " + through);
    }
    if (changeIds.isEmpty()) {
      throw new IllegalArgumentException("a range without a data change");
    }
    changeIds = List.copyOf(new TreeSet<>(changeIds));
    Objects.requireNonNull(announcedAt, "announcedAt");
  }

  /** A range that no announcement asks for. */
  public CorrectedRange(long siteId, long from, long through, List<Long> changeIds) {
    this(siteId, from, through, changeIds, Instant.EPOCH);
  }

  /**
   * The range of one change: its whole minutes, so that {@code measurements_1m} can be computed
   * from what is read for it. What the change's bounds have below a second is cut off, as the
   * vendor's client does (ReStream API spec, section 7.4).
   *
   * @param event a usable one
   */
  static CorrectedRange of(ChangeEvent event) {
    return wholeMinutes(
        Objects.requireNonNull(event.siteId(), "siteId"),
        Objects.requireNonNull(event.start(), "start").getEpochSecond(),
        Objects.requireNonNull(event.end(), "end").getEpochSecond(),
        event.changeId(),
        event.receivedAt());
  }

  /** The minutes, from that of the first second through that of the last one. */
  public static CorrectedRange wholeMinutes(long siteId, long first, long last, long changeId) {
    return wholeMinutes(siteId, first, last, changeId, Instant.EPOCH);
  }

  private static CorrectedRange wholeMinutes(
      long siteId, long first, long last, long changeId, Instant announcedAt) {
    return new CorrectedRange(
        siteId, minuteOf(first), minuteOf(last) + MINUTE - 1, List.of(changeId), announcedAt);
  }

  /** The first second of a second's minute. */
  static long minuteOf(long second) {
    return Math.floorDiv(second, MINUTE) * MINUTE;
  }

  /** The highest id: a row that was read for this range replaces all of lower revisions. */
  public long revision() {
    return changeIds.get(changeIds.size() - 1);
  }

  /**
   * Makes one range of those that overlap or touch: where one begins no later than the other ends
   * (section 7.4).
   *
   * @param ranges of one site
   * @return by ascending start
   */
  public static List<CorrectedRange> merge(Collection<CorrectedRange> ranges) {
    List<CorrectedRange> merged = new ArrayList<>();
    CorrectedRange current = null;
    for (CorrectedRange next :
        ranges.stream().sorted(Comparator.comparingLong(CorrectedRange::from)).toList()) {
      if (current != null && next.from <= current.through) {
        current = current.with(next);
      } else {
        if (current != null) {
          merged.add(current);
        }
        current = next;
      }
    }
    if (current != null) {
      merged.add(current);
    }
    return merged;
  }

  /** The range as the subject of a dead letter, in the words of the service. */
  DeadLetter.Subject subject() {
    String json =
        "{\"site\":%d,\"start_date\":\"%s\",\"end_date\":\"%s\",\"ids\":%s}"
            .formatted(
                siteId, Instant.ofEpochSecond(from), Instant.ofEpochSecond(through), changeIds);
    return new DeadLetter.Subject(
        json.getBytes(StandardCharsets.UTF_8), "site/" + siteId, Instant.ofEpochSecond(from));
  }

  private CorrectedRange with(CorrectedRange later) {
    List<Long> ids = new ArrayList<>(changeIds);
    ids.addAll(later.changeIds);
    return new CorrectedRange(
        siteId,
        from,
        Math.max(through, later.through),
        ids,
        announcedAt.isAfter(later.announcedAt) ? announcedAt : later.announcedAt);
  }
}
