// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.deadletters.DeadLetter;
import java.io.Serial;
import java.time.Clock;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryIO;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Appends each element as a row to an append table that exists, or to one of several of the same
 * shape, and gives back, in the global window, what could not be written.
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
  private final @Nullable SerializableFunction<T, TableName> destination;
  private final RowFormat<T> format;
  private final SerializableFunction<T, DeadLetter.Subject> subject;
  private final Clock clock;

  private WriteAppend(
      TableDefinition table,
      @Nullable SerializableFunction<T, TableName> destination,
      RowFormat<T> format,
      SerializableFunction<T, DeadLetter.Subject> subject,
      Clock clock) {
    this.table = table;
    this.destination = destination;
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
    @Nullable SerializableFunction<T, TableName> oneTable = null;
    return of(table, oneTable, format, subject);
  }

  /**
   * Appends each element to a table of its own choice; all of them have the same columns.
   *
   * @param shape an append table whose columns all tables have; its name is not used
   * @param table which table an element goes to; the table maker has made it
   * @param format how an element becomes a row
   * @param subject what a dead letter keeps of an element that does not fit its table
   * @throws IllegalArgumentException if the shape is of a table that holds current state by key
   */
  public static <T> WriteAppend<T> toEach(
      TableDefinition shape,
      SerializableFunction<T, TableName> table,
      RowFormat<T> format,
      SerializableFunction<T, DeadLetter.Subject> subject) {
    return of(shape, requireNonNull(table, "table"), format, subject);
  }

  private static <T> WriteAppend<T> of(
      TableDefinition table,
      @Nullable SerializableFunction<T, TableName> destination,
      RowFormat<T> format,
      SerializableFunction<T, DeadLetter.Subject> subject) {
    if (table.isCurrentState()) {
      throw new IllegalArgumentException(
          table.qualifiedName() + " has a primary key: it takes upserts, not appends");
    }
    return new WriteAppend<>(
        table,
        destination,
        requireNonNull(format, "format"),
        requireNonNull(subject, "subject"),
        Clock.systemUTC());
  }

  /** Uses that clock for the time of failures. */
  public WriteAppend<T> withClock(Clock newClock) {
    return new WriteAppend<>(table, destination, format, subject, newClock);
  }

  /**
   * Also reports, by key and revision, the rows that were rejected; not those written. The
   * exactly-once writer tells of a row when it is appended, before it is flushed, and only then
   * queries see it: who must know that rows are durable asks the table.
   *
   * @param keyColumn INT64 column by whose value rows are reported
   * @param key the same of an element that is no row yet
   * @param revisionColumn INT64 column of the revision
   * @param revision the same of an element that is no row yet
   */
  public PTransform<PCollection<T>, WithFailures.Result<PCollection<WriteReport>, DeadLetter>>
      rejectionsReportedBy(
          String keyColumn,
          SerializableFunction<T, Long> key,
          String revisionColumn,
          SerializableFunction<T, Long> revision) {
    return new Reported<>(this, new RowReports<>(keyColumn, key, revisionColumn, revision));
  }

  private EncodeRowsFn<T> encode(@Nullable RowReports<T> reports) {
    @Nullable SerializableFunction<T, RowChange> noChange = null;
    return new EncodeRowsFn<>(table, destination, format, noChange, subject, clock, reports);
  }

  private static BigQueryIO.Write.Method method(PCollection<?> input) {
    return input.getPipeline().getOptions().as(WarehouseOptions.class).getAppendAtLeastOnce()
        ? BigQueryIO.Write.Method.STORAGE_API_AT_LEAST_ONCE
        : BigQueryIO.Write.Method.STORAGE_WRITE_API;
  }

  @Override
  public PCollection<DeadLetter> expand(PCollection<T> input) {
    return RowWrite.expand(input, encode(null), method(input), clock);
  }

  private static final class Reported<T>
      extends PTransform<
          PCollection<T>, WithFailures.Result<PCollection<WriteReport>, DeadLetter>> {
    @Serial private static final long serialVersionUID = 1L;

    private final WriteAppend<T> write;
    private final RowReports<T> reports;

    Reported(WriteAppend<T> write, RowReports<T> reports) {
      this.write = write;
      this.reports = reports;
    }

    @Override
    public WithFailures.Result<PCollection<WriteReport>, DeadLetter> expand(PCollection<T> input) {
      return RowWrite.expandReported(
          input, write.encode(reports), false, method(input), write.clock);
    }
  }
}
