// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.Payload;
import io.wellhead.transforms.changeevents.PayloadSchema;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.SourceKind;
import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.changefiles.FileEventCoder;
import io.wellhead.transforms.changesettings.PartialRows;
import io.wellhead.transforms.changesettings.TableSettings;
import io.wellhead.transforms.warehouse.TableName;
import java.io.IOException;
import java.io.Serial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/**
 * Tells events of rows that may have to be filled from all others, and adds to them what bronze
 * knows of their rows: one question for each table in a bundle.
 */
final class RecallRowsFn extends DoFn<FileEvent, FileEvent> {
  @Serial private static final long serialVersionUID = 1L;

  /** Events that nothing is to be filled in. */
  static final TupleTag<FileEvent> WHOLE = new TupleTag<>() {};

  /** By row, each with what is known of its row. */
  static final TupleTag<KV<String, KV<FileEvent, KnownRow>>> ROWS = new TupleTag<>() {};

  static final KvCoder<String, KV<FileEvent, KnownRow>> ROWS_CODER =
      KvCoder.of(StringUtf8Coder.of(), KvCoder.of(FileEventCoder.of(), KnownRowCoder.of()));

  /** Events that may wait for the answer of bronze. */
  private static final int MOST_WAITING = 2_000;

  private final EventTables names;
  private transient Map<TableName, List<Waiting>> waiting = new HashMap<>();
  private transient int count;
  private transient @Nullable BronzeRows bronze;

  /** An event with the text of its key. */
  private record Waiting(String key, FileEvent file) {}

  RecallRowsFn(ChangeDestinations destinations) {
    names = new EventTables(destinations);
  }

  @StartBundle
  public void start(PipelineOptions options) {
    if (bronze == null) {
      bronze = new BronzeRows(options);
    }
    waiting = new HashMap<>();
    count = 0;
  }

  @ProcessElement
  public void recall(@Element FileEvent file, MultiOutputReceiver out) throws IOException {
    ChangeEvent event = file.event();
    TableSettings settings = names.settings(event);
    String key =
        event.source().kind() == SourceKind.POSTGRESQL
                && settings.partialRows() == PartialRows.FILL
                && settings.hasCurrentState()
            ? RowKey.of(event, settings)
            : null;
    if (key == null) {
      out.get(WHOLE).output(file);
      return;
    }
    waiting
        .computeIfAbsent(names.bronze(event), table -> new ArrayList<>())
        .add(new Waiting(key, file));
    if (++count >= MOST_WAITING) {
      for (KV<String, KV<FileEvent, KnownRow>> answer : release()) {
        out.get(ROWS).output(answer);
      }
    }
  }

  @FinishBundle
  public void finish(FinishBundleContext context) throws IOException {
    for (KV<String, KV<FileEvent, KnownRow>> answer : release()) {
      context.output(ROWS, answer, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
    }
  }

  private List<KV<String, KV<FileEvent, KnownRow>>> release() throws IOException {
    List<KV<String, KV<FileEvent, KnownRow>>> answers = new ArrayList<>();
    for (Map.Entry<TableName, List<Waiting>> table : waiting.entrySet()) {
      List<String> keys = table.getValue().stream().map(Waiting::key).distinct().toList();
      Map<String, List<FileEvent>> before = bronze().of(table.getKey(), keys);
      for (Waiting one : table.getValue()) {
        KnownRow row = KnownRow.of(one.file());
        boolean sized = !names.settings(one.file().event()).hidesAnything();
        for (FileEvent known : before.getOrDefault(one.key(), List.of())) {
          row = row.plus(KnownRow.of(typed(known, one.file().event())), sized);
        }
        answers.add(KV.of(table.getKey() + "\n" + one.key(), KV.of(one.file(), row)));
      }
    }
    waiting.clear();
    count = 0;
    return answers;
  }

  /** Bronze does not tell the types of columns; another event of the table may. */
  private static FileEvent typed(FileEvent known, ChangeEvent example) {
    Map<String, PayloadColumn> types = new HashMap<>();
    example.payload().schema().columns().forEach(column -> types.put(column.name(), column));
    Payload payload = known.event().payload();
    List<PayloadColumn> columns =
        payload.schema().columns().stream()
            .map(column -> types.getOrDefault(column.name(), column))
            .toList();
    return new FileEvent(
        known.file(),
        known.version(),
        known.offset(),
        known.event().withPayload(new Payload(new PayloadSchema(columns), payload.values())));
  }

  private BronzeRows bronze() {
    if (bronze == null) {
      throw new IllegalStateException("no bundle was begun");
    }
    return bronze;
  }
}
