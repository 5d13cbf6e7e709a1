// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.deadletters.DeadLetter;
import java.io.Serial;
import java.time.Clock;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryIO;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/**
 * Appends each element as a row to an append table that exists, and gives back, in the global
 * window, what could not be written.
 *
 * <p>Exactly once by default: rows of an unbounded collection are grouped for {@code
 * --storageWriteApiTriggeringFrequencySec} (default 1 s) or until {@code
 * --storageApiAppendThresholdBytes} are together, and appended by offset to {@code
 * --numStorageWriteApiStreams} buffered streams (default 0: as many as the runner finds useful).
 * With {@code --appendAtLeastOnce} rows go to the table's default stream at once, and a retried
 * bundle may repeat them.
 *
 * @param <T> element type
 */
public final class WriteAppend<T> extends PTransform<PCollection<T>, PCollection<DeadLetter>> {
  @Serial private static final long serialVersionUID = 1L;

  /** How long rows wait for others, unless the options say so. */
  static final int DEFAULT_TRIGGERING_SECONDS = 1;

  private final TableDefinition table;
  private final RowFormat<T> format;
  private final SerializableFunction<T, DeadLetter.Subject> subject;
  private final Clock clock;

  private WriteAppend(
      TableDefinition table,
      RowFormat<T> format,
      SerializableFunction<T, DeadLetter.Subject> subject,
      Clock clock) {
    this.table = table;
    this.format = format;
    this.subject = subject;
    this.clock = clock;
  }

  /**
   * Appends to that table.
   *
   * @param table an append table, which the table maker has made
   * @param format how an element becomes a row
   * @param subject what a dead letter keeps of an element that does not fit the table
   * @throws IllegalArgumentException if the table holds current state by key
   */
  public static <T> WriteAppend<T> to(
      TableDefinition table,
      RowFormat<T> format,
      SerializableFunction<T, DeadLetter.Subject> subject) {
    if (table.isCurrentState()) {
      throw new IllegalArgumentException(
          table.qualifiedName() + " has a primary key: it takes upserts, not appends");
    }
    return new WriteAppend<>(
        table,
        requireNonNull(format, "format"),
        requireNonNull(subject, "subject"),
        Clock.systemUTC());
  }

  /** Uses that clock for the time of failures. */
  public WriteAppend<T> withClock(Clock newClock) {
    return new WriteAppend<>(table, format, subject, newClock);
  }

  @Override
  public PCollection<DeadLetter> expand(PCollection<T> input) {
    TupleTag<DeadLetter> failures = new TupleTag<>() {};
    WarehouseOptions options = input.getPipeline().getOptions().as(WarehouseOptions.class);
    @Nullable SerializableFunction<T, RowChange> noChange = null;
    return RowWrite.expand(
        input,
        table,
        new EncodeRowsFn<>(table, format, noChange, subject, clock, failures),
        failures,
        options.getAppendAtLeastOnce()
            ? BigQueryIO.Write.Method.STORAGE_API_AT_LEAST_ONCE
            : BigQueryIO.Write.Method.STORAGE_WRITE_API,
        clock);
  }
}
