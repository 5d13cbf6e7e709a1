// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static java.util.Objects.requireNonNull;

import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableSchema;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.DeadLetterCoder;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryIO;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryStorageApiInsertError;
import org.apache.beam.sdk.io.gcp.bigquery.WriteResult;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.WindowingStrategy;
import org.joda.time.Duration;

/** What appends and upserts have in common: encode, hand to BigQueryIO, gather the failures. */
final class RowWrite {
  static final TupleTag<EncodedRow> ROWS = new TupleTag<>() {};
  static final TupleTag<WriteReport> REPORTS = new TupleTag<>() {};

  private RowWrite() {}

  /** The name under which dead letters of writing that table stand. */
  static String step(TableName table) {
    return "Write " + table;
  }

  /** The same for the table of a row that was rejected. */
  static String step(BigQueryStorageApiInsertError error, WarehouseTarget target) {
    return step(target.name(requireNonNull(error.getTable(), "table")));
  }

  static <T> PCollection<DeadLetter> expand(
      PCollection<T> input, EncodeRowsFn<T> encode, BigQueryIO.Write.Method method, Clock clock) {
    Written written =
        write(input, encode, TupleTagList.of(encode.failures()), method, UnaryOperator.identity());
    return failures(written, encode, target(input), clock);
  }

  /**
   * As {@link #expand}, and reports the rows.
   *
   * @param encode one that reports
   * @param acknowledged whether to report what was written, beside what was not
   */
  static <T> WithFailures.Result<PCollection<WriteReport>, DeadLetter> expandReported(
      PCollection<T> input,
      EncodeRowsFn<T> encode,
      boolean acknowledged,
      BigQueryIO.Write.Method method,
      Clock clock) {
    RowReports<T> reports = requireNonNull(encode.reports(), "reports");
    Written written =
        write(
            input,
            encode,
            TupleTagList.of(encode.failures()).and(REPORTS),
            method,
            sink ->
                acknowledged
                    ? sink.withPropagateSuccessfulStorageApiWrites(
                        (Predicate<String> & Serializable) reports::isNeeded)
                    : sink);
    PCollectionList<WriteReport> all =
        PCollectionList.of(written.encoded.get(REPORTS).setCoder(WriteReportCoder.of()))
            .and(
                written
                    .result
                    .getFailedStorageApiInserts()
                    .apply(
                        "Report rejected rows",
                        ParDo.of(new ReportRejectedFn(reports, target(input))))
                    .setCoder(WriteReportCoder.of()));
    if (acknowledged) {
      all =
          all.and(
              written
                  .result
                  .getSuccessfulStorageApiInserts()
                  .apply("Report written rows", ParDo.of(new ReportWrittenFn(reports)))
                  .setCoder(WriteReportCoder.of()));
    }
    return WithFailures.Result.of(
        inOneWindow(all).apply("Reports", Flatten.pCollections()),
        failures(written, encode, target(input), clock));
  }

  private record Written(PCollectionTuple encoded, WriteResult result) {}

  private static <T> Written write(
      PCollection<T> input,
      EncodeRowsFn<T> encode,
      TupleTagList others,
      BigQueryIO.Write.Method method,
      UnaryOperator<BigQueryIO.Write<EncodedRow>> more) {
    PCollectionTuple encoded =
        input.apply("Encode rows", ParDo.of(encode).withOutputTags(ROWS, others));
    PCollection<EncodedRow> rows =
        encoded
            .get(ROWS)
            .setCoder(encode.hasDestinations() ? AddressedRowCoder.of() : EncodedRowCoder.of());
    BigQueryIO.Write<EncodedRow> sink = sink(rows, encode, target(input), method);
    WriteResult result =
        EncodedRow.describedBy(
            RowDescriptors.of(encode.table()), () -> rows.apply("Write rows", more.apply(sink)));
    return new Written(encoded, result);
  }

  private static WarehouseTarget target(PCollection<?> input) {
    return WarehouseTarget.from(input.getPipeline().getOptions());
  }

  private static PCollection<DeadLetter> failures(
      Written written, EncodeRowsFn<?> encode, WarehouseTarget target, Clock clock) {
    PCollection<DeadLetter> rejected =
        written
            .result
            .getFailedStorageApiInserts()
            .apply("Keep rejected rows", ParDo.of(new KeepRejectedRowFn(target, clock)))
            .setCoder(DeadLetterCoder.of());
    PCollection<DeadLetter> invalid =
        written.encoded.get(encode.failures()).setCoder(DeadLetterCoder.of());
    return PCollectionList.of(inOneWindow("Invalid in one window", invalid))
        .and(inOneWindow("Rejected in one window", rejected))
        .apply("Failures", Flatten.pCollections());
  }

  private static PCollectionList<WriteReport> inOneWindow(PCollectionList<WriteReport> reports) {
    PCollectionList<WriteReport> together = PCollectionList.empty(reports.get(0).getPipeline());
    int number = 0;
    for (PCollection<WriteReport> kind : reports.getAll()) {
      together = together.and(inOneWindow("Reports in one window " + ++number, kind));
    }
    return together;
  }

  /**
   * Brings elements of any windowing together; those that are in the global window stay as they
   * are.
   */
  static <T> PCollection<T> inOneWindow(String name, PCollection<T> elements) {
    WindowingStrategy<?, ?> windowing = elements.getWindowingStrategy();
    if (windowing.getWindowFn() instanceof GlobalWindows
        && windowing.getTrigger() instanceof DefaultTrigger) {
      return elements; // one step less: each costs the DirectRunner time, busy or not
    }
    return elements.apply(
        name,
        Window.<T>into(new GlobalWindows())
            .triggering(DefaultTrigger.of())
            .withAllowedLateness(Duration.ZERO)
            .discardingFiredPanes());
  }

  private static BigQueryIO.Write<EncodedRow> sink(
      PCollection<EncodedRow> rows,
      EncodeRowsFn<?> encode,
      WarehouseTarget target,
      BigQueryIO.Write.Method method) {
    TableDefinition table = encode.table();
    BigQueryIO.Write<EncodedRow> write =
        (encode.hasDestinations()
                ? BigQueryIO.writeProtos(EncodedRow.class).to(new RowDestinations(table, target))
                : BigQueryIO.writeProtos(EncodedRow.class)
                    .to(target.reference(table))
                    .withSchema(writtenSchema(table)))
            .withMethod(method)
            .withCreateDisposition(BigQueryIO.Write.CreateDisposition.CREATE_NEVER)
            .withWriteDisposition(BigQueryIO.Write.WriteDisposition.WRITE_APPEND)
            .withoutValidation();
    boolean triggered =
        rows.isBounded() == PCollection.IsBounded.UNBOUNDED
            && method == BigQueryIO.Write.Method.STORAGE_WRITE_API;
    return triggered ? triggered(rows, write) : write;
  }

  private static BigQueryIO.Write<EncodedRow> triggered(
      PCollection<EncodedRow> rows, BigQueryIO.Write<EncodedRow> write) {
    WarehouseOptions options = rows.getPipeline().getOptions().as(WarehouseOptions.class);
    Integer seconds = options.getStorageWriteApiTriggeringFrequencySec();
    BigQueryIO.Write<EncodedRow> triggered =
        write.withTriggeringFrequency(
            Duration.standardSeconds(
                seconds == null ? WriteAppend.DEFAULT_TRIGGERING_SECONDS : seconds));
    return options.getNumStorageWriteApiStreams() > 0 ? triggered : triggered.withAutoSharding();
  }

  /** The table's columns and, for changes, the pseudo-columns that each row carries. */
  static TableSchema writtenSchema(TableDefinition table) {
    List<TableFieldSchema> fields = new ArrayList<>(table.toTableSchema().getFields());
    if (table.isCurrentState()) {
      fields.add(new TableFieldSchema().setName(CdcColumns.CHANGE_TYPE).setType("STRING"));
      fields.add(
          new TableFieldSchema().setName(CdcColumns.CHANGE_SEQUENCE_NUMBER).setType("STRING"));
    }
    return new TableSchema().setFields(fields);
  }

  /** Keeps a row that BigQuery refused, as the JSON object of its columns. */
  private static final class KeepRejectedRowFn
      extends DoFn<BigQueryStorageApiInsertError, DeadLetter> {
    @java.io.Serial private static final long serialVersionUID = 1L;

    private final WarehouseTarget target;
    private final Clock clock;

    KeepRejectedRowFn(WarehouseTarget target, Clock clock) {
      this.target = target;
      this.clock = clock;
    }

    @ProcessElement
    public void keep(@Element BigQueryStorageApiInsertError error, OutputReceiver<DeadLetter> out) {
      byte[] row = RowJson.of(error.getRow()).getBytes(StandardCharsets.UTF_8);
      out.output(
          DeadLetter.of(
              step(error, target),
              ErrorKind.REJECTED,
              String.valueOf(error.getErrorMessage()),
              new DeadLetter.Subject(row, null, null),
              clock.instant()));
    }
  }
}
