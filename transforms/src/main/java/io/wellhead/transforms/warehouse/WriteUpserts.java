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
 * Applies each element as an upsert or delete to a current-state table that exists, and gives back,
 * in the global window, what could not be written.
 *
 * <p>At least once: the row with the highest {@link ChangeSequence} of its key wins whatever the
 * order of arrival, so repeated and reordered changes end in the same table. The columns for the
 * sequence and for the time of writing, if the table has them, are written here, not by the format.
 * A delete needs only the key columns.
 *
 * @param <T> element type
 */
public final class WriteUpserts<T> extends PTransform<PCollection<T>, PCollection<DeadLetter>> {
  @Serial private static final long serialVersionUID = 1L;

  private final TableDefinition table;
  private final RowFormat<T> format;
  private final SerializableFunction<T, RowChange> change;
  private final SerializableFunction<T, DeadLetter.Subject> subject;
  private final Clock clock;

  private WriteUpserts(
      TableDefinition table,
      RowFormat<T> format,
      SerializableFunction<T, RowChange> change,
      SerializableFunction<T, DeadLetter.Subject> subject,
      Clock clock) {
    this.table = table;
    this.format = format;
    this.change = change;
    this.subject = subject;
    this.clock = clock;
  }

  /**
   * Changes that table.
   *
   * @param table a current-state table, which the table maker has made
   * @param format how an element becomes a row
   * @param change whether an element puts or deletes its row, and at which sequence: a pure
   *     function
   * @param subject what a dead letter keeps of an element that does not fit the table
   * @throws IllegalArgumentException if the table has no primary key
   */
  public static <T> WriteUpserts<T> to(
      TableDefinition table,
      RowFormat<T> format,
      SerializableFunction<T, RowChange> change,
      SerializableFunction<T, DeadLetter.Subject> subject) {
    if (!table.isCurrentState()) {
      throw new IllegalArgumentException(
          table.qualifiedName() + " has no primary key: it takes appends, not upserts");
    }
    return new WriteUpserts<>(
        table,
        requireNonNull(format, "format"),
        requireNonNull(change, "change"),
        requireNonNull(subject, "subject"),
        Clock.systemUTC());
  }

  /** Uses that clock for the time of writing and of failures. */
  public WriteUpserts<T> withClock(Clock newClock) {
    return new WriteUpserts<>(table, format, change, subject, newClock);
  }

  /**
   * Also reports the rows by key and revision, the first section of their sequence: those written
   * once BigQuery has acknowledged them, which is when queries see them, and those rejected. A row
   * that was written twice in a retried bundle counts once. Each row written is taken apart again
   * for it.
   *
   * @param keyColumn INT64 column by whose value rows are reported
   * @param key the same of an element that is no row yet
   */
  public PTransform<PCollection<T>, WithFailures.Result<PCollection<WriteReport>, DeadLetter>>
      reportedBy(String keyColumn, SerializableFunction<T, Long> key) {
    SerializableFunction<T, RowChange> changeOf = change;
    return new Reported<>(
        this,
        new RowReports<>(
            keyColumn,
            key,
            CdcColumns.CHANGE_SEQUENCE_NUMBER,
            element -> changeOf.apply(element).sequence().first()));
  }

  private EncodeRowsFn<T> encode(@Nullable RowReports<T> reports) {
    @Nullable SerializableFunction<T, TableName> oneTable = null;
    return new EncodeRowsFn<>(table, oneTable, format, change, subject, clock, reports);
  }

  @Override
  public PCollection<DeadLetter> expand(PCollection<T> input) {
    return RowWrite.expand(
        input, encode(null), BigQueryIO.Write.Method.STORAGE_API_AT_LEAST_ONCE, clock);
  }

  private static final class Reported<T>
      extends PTransform<
          PCollection<T>, WithFailures.Result<PCollection<WriteReport>, DeadLetter>> {
    @Serial private static final long serialVersionUID = 1L;

    private final WriteUpserts<T> write;
    private final RowReports<T> reports;

    Reported(WriteUpserts<T> write, RowReports<T> reports) {
      this.write = write;
      this.reports = reports;
    }

    @Override
    public WithFailures.Result<PCollection<WriteReport>, DeadLetter> expand(PCollection<T> input) {
      return RowWrite.expandReported(
          input,
          write.encode(reports),
          true,
          BigQueryIO.Write.Method.STORAGE_API_AT_LEAST_ONCE,
          write.clock);
    }
  }
}
