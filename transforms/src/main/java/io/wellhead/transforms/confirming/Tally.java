// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.corrections.PieceRows;
import io.wellhead.transforms.corrections.RangeProgress;
import io.wellhead.transforms.warehouse.WriteReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the corrected ranges of one site and revision. Tallies add up, in any order.
 *
 * @param error a reason why not all can become durable; null as long as there is none
 * @param failedAt when the newest reason came; null if there is none, or if that is not known
 * @param told what was told of it already
 */
record Tally(
    Reading reading,
    RowCounts rows,
    @Nullable String error,
    @Nullable Instant failedAt,
    Told told) {

  /** The status that was told last. */
  enum Told {
    NOTHING(0),
    READ(1),
    FAILED(2);

    private static final Told[] BY_CODE = values();

    private final int code;

    Told(int code) {
      this.code = code;
    }

    /** The number that stands for this value in encodings; it never changes. */
    int code() {
      return code;
    }

    /**
     * @throws IllegalArgumentException if no status has this number
     */
    static Told ofCode(int code) {
      if (code < 0 || code >= BY_CODE.length) {
        throw new IllegalArgumentException("status code " + code + ", accepted are 0 to 2");
      }
      return BY_CODE[code];
    }
  }

  static final Tally NONE = new Tally(Reading.NONE, RowCounts.NONE, null, null, Told.NOTHING);

  Tally {
    requireNonNull(reading, "reading");
    requireNonNull(rows, "rows");
    requireNonNull(told, "told");
  }

  static Tally of(RangeProgress progress) {
    return new Tally(Reading.of(progress), RowCounts.NONE, progress.error(), null, Told.NOTHING);
  }

  static Tally of(PieceRows piece) {
    String error = piece.invalid() > 0 ? String.valueOf(piece.error()) : null;
    return new Tally(Reading.of(piece), RowCounts.of(piece), error, null, Told.NOTHING);
  }

  /** Of a write to a table of current state. */
  static Tally ofChanges(WriteReport report) {
    return new Tally(Reading.NONE, RowCounts.of(report), report.error(), null, Told.NOTHING);
  }

  /** Of a write to bronze: what it wrote is counted in the table. */
  static Tally ofAppends(WriteReport report) {
    return new Tally(Reading.NONE, RowCounts.NONE, report.error(), null, Told.NOTHING);
  }

  Tally plus(Tally more) {
    return new Tally(
        reading.plus(more.reading),
        rows.plus(more.rows),
        error == null ? more.error : error,
        Reading.later(failedAt, more.failedAt),
        told.compareTo(more.told) > 0 ? told : more.told);
  }

  Tally telling(Told status) {
    return new Tally(reading, rows, error, failedAt, status);
  }

  /** The same one, whose error, if it has one, came then. */
  Tally arrivedAt(Instant now) {
    return error == null ? this : new Tally(reading, rows, error, now, told);
  }

  /**
   * The same one, without an error that is older than the announcement: it is of an earlier reading
   * of the same revision, and came when all other parts of that were accounted for.
   */
  Tally withoutEarlierError() {
    return failedAt != null && failedAt.isBefore(reading.announcedAt())
        ? new Tally(reading, rows, null, null, told)
        : this;
  }

  /** Whether ranges are known: of rows alone nobody can say to which changes they belong. */
  boolean isBegun() {
    return reading.queued() > 0;
  }

  /** Whether all ranges were read to their end, and the rows of all their pieces are known. */
  boolean isRead() {
    return isBegun() && reading.queued() == reading.ended() && reading.given() == rows.pieces();
  }

  /** Whether all rows for tables of current state were written or refused. */
  boolean isAccounted() {
    return isRead() && rows.changes() == rows.written() + rows.rejected();
  }
}
