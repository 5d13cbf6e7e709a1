// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import io.wellhead.transforms.corrections.CorrectedRange;
import io.wellhead.transforms.corrections.PieceRows;
import io.wellhead.transforms.corrections.RangeProgress;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How far the corrected ranges of one site and revision are read. Readings add up, in any order.
 *
 * @param changeIds the data changes that ask for them, ascending, each once
 * @param announcedAt when the newest of their announcements that ask for them was received; 1970 if
 *     none is known
 * @param from first second, since 1970
 * @param through last second
 * @param firstReadAt when the first piece was read; null before
 * @param lastReadAt when the last piece was read; null before
 * @param queued ranges to be read
 * @param ended ranges read to their end, or refused
 * @param given pieces that ended ranges gave
 */
record Reading(
    List<Long> changeIds,
    Instant announcedAt,
    long from,
    long through,
    @Nullable Instant firstReadAt,
    @Nullable Instant lastReadAt,
    long queued,
    long ended,
    long given) {
  static final Reading NONE =
      new Reading(List.of(), Instant.EPOCH, Long.MAX_VALUE, Long.MIN_VALUE, null, null, 0, 0, 0);

  Reading {
    changeIds = List.copyOf(changeIds);
  }

  static Reading of(RangeProgress progress) {
    CorrectedRange range = progress.range();
    long ended = progress.kind() == RangeProgress.Kind.ENDED ? 1 : 0;
    return new Reading(
        range.changeIds(),
        range.announcedAt(),
        range.from(),
        range.through(),
        null,
        null,
        1 - ended,
        ended,
        progress.pieces());
  }

  static Reading of(PieceRows piece) {
    return new Reading(
        piece.changeIds(),
        Instant.EPOCH,
        piece.from(),
        piece.through(),
        piece.readAt(),
        piece.readAt(),
        0,
        0,
        0);
  }

  Reading plus(Reading more) {
    TreeSet<Long> ids = new TreeSet<>(changeIds);
    ids.addAll(more.changeIds);
    return new Reading(
        List.copyOf(ids),
        announcedAt.isAfter(more.announcedAt) ? announcedAt : more.announcedAt,
        Math.min(from, more.from),
        Math.max(through, more.through),
        earlier(firstReadAt, more.firstReadAt),
        later(lastReadAt, more.lastReadAt),
        queued + more.queued,
        ended + more.ended,
        given + more.given);
  }

  private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isBefore(b) ? a : b;
  }

  static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isAfter(b) ? a : b;
  }
}
