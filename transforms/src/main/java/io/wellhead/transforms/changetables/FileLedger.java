// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changefiles.EventSpan;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.warehouse.ChangeSequence;
import io.wellhead.transforms.warehouse.RowChange;
import io.wellhead.transforms.warehouse.RowWriter;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.WriteUpserts;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Adds up what is known of each file, and writes it to {@code wellhead_ops.change_files} whenever
 * it grows. A file whose rows are all accounted for leaves no state.
 */
final class FileLedger extends PTransform<PCollection<FileAccount>, PCollection<DeadLetter>> {
  @Serial private static final long serialVersionUID = 1L;

  @Override
  public PCollection<DeadLetter> expand(PCollection<FileAccount> parts) {
    return parts
        .apply(
            "By file",
            WithKeys.of((FileAccount part) -> part.file() + '@' + part.version())
                .withKeyType(TypeDescriptors.strings()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), FileAccountCoder.of()))
        .apply("Add up", ParDo.of(new AddUpFn()))
        .setCoder(FileAccountCoder.of())
        .apply(
            "Write",
            WriteUpserts.to(
                Tables.CHANGE_FILES, FileLedger::write, FileLedger::change, FileLedger::subject));
  }

  /** Adds the parts of one file up. */
  static final class AddUpFn extends DoFn<KV<String, FileAccount>, FileAccount> {
    @Serial private static final long serialVersionUID = 1L;

    @StateId("account")
    private final StateSpec<ValueState<FileAccount>> account =
        StateSpecs.value(FileAccountCoder.of());

    @ProcessElement
    public void add(
        @Element KV<String, FileAccount> part,
        @StateId("account") ValueState<FileAccount> state,
        OutputReceiver<FileAccount> out) {
      FileAccount before = state.read();
      FileAccount after = before == null ? part.getValue() : before.plus(part.getValue());
      if (after.isComplete()) {
        state.clear();
      } else {
        state.write(after);
      }
      out.output(after);
    }
  }

  /** The row of a file. */
  static void write(FileAccount account, RowWriter row) {
    row.set("uri", account.file())
        .set("generation", account.version())
        .set("rows_written", account.written())
        .set("rows_dead_lettered", account.deadLettered())
        .set("rows_filtered", account.filtered())
        .set("is_complete", account.isComplete());
    FileAccount.End end = account.end();
    if (end != null && end.partsRead() == end.parts()) {
      row.set("bytes", end.bytes())
          .set("format", end.format())
          .set("rows_read", end.rows())
          .set("read_at", end.readAt());
      EventSpan span = end.span();
      if (span != null) {
        row.set("object", span.object()).set("schema_key", span.schemaKey());
        if (span.hasTimes()) {
          row.set("first_source_timestamp", span.first().truncatedTo(ChronoUnit.MICROS))
              .set("last_source_timestamp", span.last().truncatedTo(ChronoUnit.MICROS));
        }
      }
    }
  }

  /** The rows accounted for only grow; with as many, the one that knows more ends is newer. */
  static RowChange change(FileAccount account) {
    return RowChange.upsert(ChangeSequence.of(account.accounted(), account.partsRead()));
  }

  private static DeadLetter.Subject subject(FileAccount account) {
    return new DeadLetter.Subject(
        account.toString().getBytes(StandardCharsets.UTF_8), account.file(), null);
  }
}
