// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableSchema;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.DeadLetterCoder;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryIO;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryStorageApiInsertError;
import org.apache.beam.sdk.io.gcp.bigquery.WriteResult;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
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

  private RowWrite() {}

  /** The name under which dead letters of writing that table stand. */
  static String step(TableDefinition table) {
    return "Write " + table.qualifiedName();
  }

  static <T> PCollection<DeadLetter> expand(
      PCollection<T> input,
      TableDefinition table,
      EncodeRowsFn<T> encode,
      TupleTag<DeadLetter> failures,
      BigQueryIO.Write.Method method,
      Clock clock) {
    PCollectionTuple encoded =
        input.apply(
            "Encode rows", ParDo.of(encode).withOutputTags(ROWS, TupleTagList.of(failures)));
    PCollection<EncodedRow> rows = encoded.get(ROWS).setCoder(EncodedRowCoder.of());
    WarehouseTarget target = WarehouseTarget.from(input.getPipeline().getOptions());
    WriteResult written =
        EncodedRow.describedBy(
            RowDescriptors.of(table),
            () -> rows.apply("Write rows", sink(rows, table, target, method)));
    PCollection<DeadLetter> rejected =
        written
            .getFailedStorageApiInserts()
            .apply("Keep rejected rows", ParDo.of(new KeepRejectedRowFn(step(table), clock)))
            .setCoder(DeadLetterCoder.of());
    PCollection<DeadLetter> invalid = encoded.get(failures).setCoder(DeadLetterCoder.of());
    return PCollectionList.of(inOneWindow("Invalid in one window", invalid))
        .and(inOneWindow("Rejected in one window", rejected))
        .apply("Failures", Flatten.pCollections());
  }

  /**
   * Brings letters of any windowing together; those that are in the global window stay as they are.
   */
  static PCollection<DeadLetter> inOneWindow(String name, PCollection<DeadLetter> letters) {
    WindowingStrategy<?, ?> windowing = letters.getWindowingStrategy();
    if (windowing.getWindowFn() instanceof GlobalWindows
        && windowing.getTrigger() instanceof DefaultTrigger) {
      return letters; // one step less: each costs the DirectRunner time, busy or not
    }
    return letters.apply(
        name,
        Window.<DeadLetter>into(new GlobalWindows())
            .triggering(DefaultTrigger.of())
            .withAllowedLateness(Duration.ZERO)
            .discardingFiredPanes());
  }

  private static BigQueryIO.Write<EncodedRow> sink(
      PCollection<EncodedRow> rows,
      TableDefinition table,
      WarehouseTarget target,
      BigQueryIO.Write.Method method) {
    BigQueryIO.Write<EncodedRow> write =
        BigQueryIO.writeProtos(EncodedRow.class)
            .to(target.reference(table))
            .withSchema(writtenSchema(table))
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
  private static TableSchema writtenSchema(TableDefinition table) {
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

    private final String step;
    private final Clock clock;

    KeepRejectedRowFn(String step, Clock clock) {
      this.step = step;
      this.clock = clock;
    }

    @ProcessElement
    public void keep(@Element BigQueryStorageApiInsertError error, OutputReceiver<DeadLetter> out) {
      byte[] row = RowJson.of(error.getRow()).getBytes(StandardCharsets.UTF_8);
      out.output(
          DeadLetter.of(
              step,
              ErrorKind.REJECTED,
              String.valueOf(error.getErrorMessage()),
              new DeadLetter.Subject(row, null, null),
              clock.instant()));
    }
  }
}
