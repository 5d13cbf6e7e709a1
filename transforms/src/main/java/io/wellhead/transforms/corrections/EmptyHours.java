// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which pieces silver holds nothing of, so that nothing has to be deleted there: a site
 * corrected for years has mostly hours without work. One thread.
 *
 * <p>Asked is only about what is older than a day when it was read, and older than the history that
 * this job reads: rows of it may be on their way, and would stay if their deletes were left out.
 */
final class EmptyHours {
  private static final Logger LOG = LoggerFactory.getLogger(EmptyHours.class);
  private static final Duration OLD = Duration.ofDays(1);

  private final Warehouse warehouse;
  private final @Nullable Instant historyFrom;

  EmptyHours(Warehouse warehouse, @Nullable Instant historyFrom) {
    this.warehouse = warehouse;
    this.historyFrom = historyFrom;
  }

  /** Whether silver holds none of the piece's seconds; false also where it cannot be told. */
  boolean include(CorrectedPiece piece) {
    Instant from = Instant.ofEpochSecond(piece.from());
    Instant through = Instant.ofEpochSecond(piece.through());
    if (!through.isBefore(piece.readAt().minus(OLD))
        || (historyFrom != null && !through.isBefore(historyFrom))) {
      return false;
    }
    String sql =
        "SELECT COUNT(*) AS held FROM "
            + warehouse.table(Tables.SILVER_MEASUREMENTS)
            + " WHERE site_id = ? AND event_time >= ? AND event_time <= ?";
    try {
      for (QueryRow row : warehouse.query(sql, piece.range().siteId(), from, through)) {
        return Long.valueOf(0).equals(row.integer("held"));
      }
      return false;
    } catch (IOException e) {
      LOG.warn("cannot ask silver for {}, deleting each second that is gone", piece, e);
      return false;
    }
  }
}
