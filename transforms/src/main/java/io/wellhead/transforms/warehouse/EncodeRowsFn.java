// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.io.Serial;
import java.time.Clock;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/** Turns elements into checked rows; what does not fit the table becomes a dead letter. */
final class EncodeRowsFn<T> extends DoFn<T, EncodedRow> {
  @Serial private static final long serialVersionUID = 1L;

  private final Counter encoded =
      Metrics.counter(WriteMetrics.NAMESPACE, WriteMetrics.ROWS_ENCODED_COUNT);
  private final TableDefinition table;
  private final @Nullable SerializableFunction<T, TableName> destination;
  private final RowFormat<T> format;
  private final @Nullable SerializableFunction<T, RowChange> change;
  private final SerializableFunction<T, DeadLetter.Subject> subject;
  private final Clock clock;
  private final TupleTag<DeadLetter> failures;
  private final @Nullable RowReports<T> reports;
  private transient @Nullable RowWriter writer;

  /**
   * @param table the table, or the shape of all tables
   * @param destination the table of each element; null when there is one
   */
  EncodeRowsFn(
      TableDefinition table,
      @Nullable SerializableFunction<T, TableName> destination,
      RowFormat<T> format,
      @Nullable SerializableFunction<T, RowChange> change,
      SerializableFunction<T, DeadLetter.Subject> subject,
      Clock clock,
      @Nullable RowReports<T> reports) {
    this.table = table;
    this.destination = destination;
    this.format = format;
    this.change = change;
    this.subject = subject;
    this.clock = clock;
    this.failures = new TupleTag<>() {};
    this.reports = reports;
  }

  TableDefinition table() {
    return table;
  }

  /** Whether each element names its table. */
  boolean hasDestinations() {
    return destination != null;
  }

  /** The tag of what does not fit. */
  TupleTag<DeadLetter> failures() {
    return failures;
  }

  /** By what elements that do not fit are reported under {@link RowWrite#REPORTS}; null: not. */
  @Nullable RowReports<T> reports() {
    return reports;
  }

  @Setup
  public void openWriter() {
    writer = new RowWriter(table);
  }

  @ProcessElement
  public void encode(@Element T element, MultiOutputReceiver out) {
    RowWriter row = java.util.Objects.requireNonNull(writer, "set up first");
    row.start();
    TableName name = destination == null ? null : destination.apply(element);
    byte[] bytes;
    try {
      format.write(element, row);
      bytes = change == null ? row.finish() : row.finish(change.apply(element), clock.instant());
    } catch (RowException e) {
      fail(element, name == null ? table.tableName() : name, e, out);
      return;
    }
    encoded.inc();
    out.get(RowWrite.ROWS).output(new EncodedRow(bytes, name));
  }

  private void fail(T element, TableName name, RowException e, MultiOutputReceiver out) {
    String step = RowWrite.step(name);
    String message = e.messageFor(name);
    out.get(failures)
        .output(
            DeadLetter.of(
                step, ErrorKind.INVALID, message, subject.apply(element), clock.instant()));
    if (reports != null) {
      out.get(RowWrite.REPORTS)
          .output(
              WriteReport.rejected(
                  reports.key().apply(element),
                  reports.revision().apply(element),
                  step + ": " + message));
    }
  }
}
