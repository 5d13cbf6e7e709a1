// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changes.ChangeEvent;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.warehouse.ChangeSequence;
import io.wellhead.transforms.warehouse.RowChange;
import io.wellhead.transforms.warehouse.RowWriter;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.WriteUpserts;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;

/** Rows of {@code restream_silver.data_changes}. */
final class ChangeLifeTable {
  private ChangeLifeTable() {}

  static WriteUpserts<ChangeLife> write() {
    return WriteUpserts.to(
        Tables.SILVER_DATA_CHANGES,
        ChangeLifeTable::writeRow,
        ChangeLifeTable::change,
        ChangeLifeTable::subject);
  }

  private static void writeRow(ChangeLife life, RowWriter row) {
    ChangeEvent event = event(life);
    ChangeLife.Read read = life.read();
    row.set("change_id", life.changeId())
        .set("site_id", event.siteId())
        .set("modification_type", event.type())
        .set("modification_subtype", event.subtype())
        .set("start_date", event.start())
        .set("end_date", event.end())
        .set("created_at", event.createdAt())
        .set("status", life.status().name().toLowerCase(Locale.ROOT))
        .set("received_at", event.receivedAt())
        .set("applied_at", life.applied())
        .set("confirmed_at", life.confirmed())
        .set("error", life.error());
    if (read != null) {
      row.set("revision", read.revision())
          .set("read_at", read.at())
          .set("rows_written", read.written())
          .set("rows_deleted", read.deleted());
    }
  }

  /**
   * What was known later stands above what was known earlier: by the latest step, and of equal ones
   * by the sum of all, which rises whenever a step is added or made anew.
   */
  static RowChange change(ChangeLife life) {
    long latest =
        life.instants().max(Comparator.naturalOrder()).map(ChangeLifeTable::micros).orElse(0L);
    long sum = life.instants().mapToLong(ChangeLifeTable::micros).sum();
    return RowChange.upsert(ChangeSequence.of(latest, sum));
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }

  private static DeadLetter.Subject subject(ChangeLife life) {
    ChangeEvent event = event(life);
    return new DeadLetter.Subject(event.payload(), event.room().toString(), event.receivedAt());
  }

  private static ChangeEvent event(ChangeLife life) {
    return requireNonNull(life.received(), "received");
  }
}
