// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what silver may hold of a piece, so that no more is deleted than has to be: a site that is
 * corrected for years has mostly hours without work. One thread.
 *
 * <p>Silver alone decides of what is older than a day when it was read, and older than the history
 * that this job reads. Of what is younger, and of what was read for another correction within a
 * day, rows may be on their way, and would stay if their deletes were left out.
 */
final class StoredRows {
  private static final Logger LOG = LoggerFactory.getLogger(StoredRows.class);
  private static final Duration OLD = Duration.ofDays(1);

  private final Counter failed =
      Metrics.counter(CorrectionMetrics.REPLACE, CorrectionMetrics.LOOKUPS_FAILED_COUNT);
  private final @Nullable Warehouse warehouse;
  private final @Nullable Instant historyFrom;

  /**
   * Asks that warehouse.
   *
   * @param warehouse null to ask none, and take silver to hold everything
   */
  StoredRows(@Nullable Warehouse warehouse, @Nullable Instant historyFrom) {
    this.warehouse = warehouse;
    this.historyFrom = historyFrom;
  }

  /** Whether a second of the piece may have a row. */
  boolean mayHoldSeconds(CorrectedPiece piece) {
    if (warehouse == null || !isOld(piece)) {
      return true;
    }
    try {
      for (QueryRow row :
          ask(warehouse, "COUNT(*) AS held", Tables.SILVER_MEASUREMENTS, "event_time", piece)) {
        return !Long.valueOf(0).equals(row.integer("held"));
      }
    } catch (IOException e) {
      missed("deleting each second that is gone", piece, e);
    }
    return true;
  }

  /** The fields of which a minute of the piece may have a row. */
  Collection<String> fields(CorrectedPiece piece) {
    if (warehouse == null) {
      return piece.fields();
    }
    Set<String> fields = new TreeSet<>();
    if (!isOld(piece)) {
      fields.addAll(piece.fields());
    }
    try {
      for (QueryRow row :
          ask(warehouse, "DISTINCT field", Tables.SILVER_MINUTES, "minute", piece)) {
        fields.add(Objects.requireNonNull(row.text("field")));
      }
    } catch (IOException e) {
      missed("deleting the minutes of each field that is in the catalogue", piece, e);
      fields.addAll(piece.fields());
    }
    return fields;
  }

  private boolean isOld(CorrectedPiece piece) {
    Instant through = Instant.ofEpochSecond(piece.through());
    return !piece.isGivenBefore()
        && through.isBefore(piece.readAt().minus(OLD))
        && (historyFrom == null || through.isBefore(historyFrom));
  }

  private static Iterable<QueryRow> ask(
      Warehouse warehouse, String what, TableDefinition table, String time, CorrectedPiece piece)
      throws IOException {
    String sql =
        "SELECT %s FROM %s WHERE site_id = ? AND %s >= ? AND %s <= ?"
            .formatted(what, warehouse.table(table), time, time);
    return warehouse.query(
        sql,
        piece.range().siteId(),
        Instant.ofEpochSecond(piece.from()),
        Instant.ofEpochSecond(piece.through()));
  }

  private void missed(String instead, CorrectedPiece piece, IOException cause) {
    failed.inc();
    LOG.warn("cannot ask silver for {}, {}", piece, instead, cause);
  }
}
