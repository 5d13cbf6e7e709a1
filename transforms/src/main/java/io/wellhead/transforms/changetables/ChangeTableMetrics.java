// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.time.Duration;
import java.time.Instant;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Metrics;

/** The metrics of writing current-state tables; the step's name tells those of histories apart. */
final class ChangeTableMetrics {
  static final String NAMESPACE = "WriteChanges.Silver";
  static final String EVENTS_WITHOUT_KEY_COUNT = "events_without_key_count";
  static final String EVENTS_FOR_BRONZE_ONLY_COUNT = "events_for_bronze_only_count";
  static final String PARTIAL_ROWS_COUNT = "partial_rows_count";
  static final String VALUES_FILLED_COUNT = "values_filled_count";
  static final String UPSERTS_WRITTEN_COUNT = "upserts_written_count";
  static final String DELETES_WRITTEN_COUNT = "deletes_written_count";
  static final String INVALID_COUNT = "invalid_count";
  static final String KEY_MISSING_COUNT = "key_missing_count";
  static final String SCHEMA_CONFLICT_COUNT = "schema_conflict_count";
  static final String TOO_LARGE_COUNT = "too_large_count";
  static final String REJECTED_COUNT = "rejected_count";
  static final String TABLES_FAILED_COUNT = "tables_failed_count";
  static final String SOURCE_LAG_MS = "source_lag_ms";
  static final String READ_LAG_MS = "read_lag_ms";

  private static final Counter WITHOUT_KEY = Metrics.counter(NAMESPACE, EVENTS_WITHOUT_KEY_COUNT);
  private static final Counter FOR_BRONZE_ONLY =
      Metrics.counter(NAMESPACE, EVENTS_FOR_BRONZE_ONLY_COUNT);
  private static final Counter PARTIAL_ROWS = Metrics.counter(NAMESPACE, PARTIAL_ROWS_COUNT);
  private static final Counter VALUES_FILLED = Metrics.counter(NAMESPACE, VALUES_FILLED_COUNT);
  private static final Counter UPSERTS = Metrics.counter(NAMESPACE, UPSERTS_WRITTEN_COUNT);
  private static final Counter DELETES = Metrics.counter(NAMESPACE, DELETES_WRITTEN_COUNT);
  private static final Counter INVALID = Metrics.counter(NAMESPACE, INVALID_COUNT);
  private static final Counter KEY_MISSING = Metrics.counter(NAMESPACE, KEY_MISSING_COUNT);
  private static final Counter CONFLICT = Metrics.counter(NAMESPACE, SCHEMA_CONFLICT_COUNT);
  private static final Counter TOO_LARGE = Metrics.counter(NAMESPACE, TOO_LARGE_COUNT);
  private static final Counter REJECTED = Metrics.counter(NAMESPACE, REJECTED_COUNT);
  private static final Counter TABLES_FAILED = Metrics.counter(NAMESPACE, TABLES_FAILED_COUNT);
  private static final Distribution SOURCE_LAG = Metrics.distribution(NAMESPACE, SOURCE_LAG_MS);
  private static final Distribution READ_LAG = Metrics.distribution(NAMESPACE, READ_LAG_MS);

  private ChangeTableMetrics() {}

  static void withoutKey() {
    WITHOUT_KEY.inc();
  }

  static void forBronzeOnly() {
    FOR_BRONZE_ONLY.inc();
  }

  /** An update may lack values that its row has. */
  static void partialRow() {
    PARTIAL_ROWS.inc();
  }

  static void filled(long values) {
    VALUES_FILLED.inc(values);
  }

  static void tableFailed() {
    TABLES_FAILED.inc();
  }

  /** The event's row is durable. */
  static void written(ChangeEvent event, Instant now) {
    (event.source().isDelete() ? DELETES : UPSERTS).inc();
    SOURCE_LAG.update(Duration.between(event.sourceTime(), now).toMillis());
    READ_LAG.update(Duration.between(event.readTime(), now).toMillis());
  }

  static void deadLetter(ErrorKind kind) {
    switch (kind) {
      case KEY_MISSING -> KEY_MISSING.inc();
      case SCHEMA_CONFLICT -> CONFLICT.inc();
      case TOO_LARGE -> TOO_LARGE.inc();
      case REJECTED -> REJECTED.inc();
      case INVALID, MALFORMED -> INVALID.inc();
    }
  }
}
