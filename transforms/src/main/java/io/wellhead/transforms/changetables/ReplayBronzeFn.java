// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import io.wellhead.transforms.deadletters.ReplayOutcome;
import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.RowException;
import io.wellhead.transforms.warehouse.RowSink;
import io.wellhead.transforms.warehouse.RowStreams;
import io.wellhead.transforms.warehouse.RowWriter;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.TableMaker;
import io.wellhead.transforms.warehouse.TableName;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import io.wellhead.transforms.warehouse.WarehouseException;
import java.io.IOException;
import java.io.Serial;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.util.Sleeper;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/**
 * Appends events to bronze that it does not have: of each file it asks the table once. Events have
 * the id of the letter that they come from, an empty one if their file was read again.
 */
final class ReplayBronzeFn extends DoFn<KV<String, FileEvent>, ReplayOutcome> {
  @Serial private static final long serialVersionUID = 1L;

  static final TupleTag<ReplayOutcome> OUTCOMES = new TupleTag<>() {};

  /** Events of files that are refused. */
  static final TupleTag<DeadLetter> FAILURES = new TupleTag<>() {};

  /** By file, when its rows are settled: what was refused of it; empty if nothing. */
  static final TupleTag<KV<String, String>> SETTLED = new TupleTag<>() {};

  /** Files whose events are remembered; those of one come together. */
  private static final int MOST_FILES = 4;

  private final EventTables tables;
  private final Clock clock;
  private transient @Nullable Warehouse warehouse;
  private transient @Nullable TableMaker maker;
  private transient @Nullable RowStreams writing;
  private transient Map<TableName, Stream> streams = new HashMap<>();
  private transient Map<String, Set<String>> present = new LinkedHashMap<>();
  private transient List<ReplayOutcome> outcomes = new ArrayList<>();
  private transient List<DeadLetter> failures = new ArrayList<>();
  private transient Map<String, String> settled = new LinkedHashMap<>();

  /** A table's writer and its stream. */
  private record Stream(RowWriter row, RowSink<KV<String, FileEvent>> sink) {}

  ReplayBronzeFn(ChangeDestinations destinations, Clock clock) {
    tables = new EventTables(destinations);
    this.clock = clock;
  }

  @StartBundle
  public void start(PipelineOptions options) throws IOException {
    if (writing == null) {
      warehouse = Warehouse.from(options);
      maker = TableMaker.from(options);
      writing = RowStreams.open(options, Sleeper.DEFAULT);
      streams = new HashMap<>();
    }
    present = new LinkedHashMap<>();
    outcomes = new ArrayList<>();
    failures = new ArrayList<>();
    settled = new LinkedHashMap<>();
  }

  @ProcessElement
  public void append(@Element KV<String, FileEvent> element) throws IOException {
    FileEvent event = element.getValue();
    TableName name = tables.bronze(event.event());
    if (element.getKey().isEmpty()) {
      settled.putIfAbsent(event.file(), "");
    }
    Stream stream = streams.get(name);
    try {
      if (stream == null) {
        stream = open(event);
        streams.put(name, stream);
      }
      if (!present(name, event.file()).add(event.event().uuid())) {
        written(element);
        return;
      }
      stream.row.start();
      BronzeEvents.write(event, tables, stream.row);
      stream.sink.add(stream.row.finish(), element);
    } catch (RowException e) {
      refused(element, ErrorKind.INVALID, String.valueOf(e.getMessage()));
    } catch (WarehouseException e) {
      giveUp(stream, element, e);
    }
  }

  private Stream open(FileEvent event) throws IOException {
    TableDefinition table =
        requireNonNull(maker, "opened").merge(tables.bronzeTable(event.event()));
    return new Stream(
        new RowWriter(table), requireNonNull(writing, "opened").to(table, new Outcome()));
  }

  /** Identities of the file's events that bronze has. */
  private Set<String> present(TableName name, String file) throws IOException {
    String key = name + " " + file;
    Set<String> known = present.get(key);
    if (known == null) {
      Warehouse asked = requireNonNull(warehouse, "opened");
      known = new HashSet<>();
      for (QueryRow row :
          asked.query(
              "SELECT _datastream_metadata.uuid AS uuid FROM "
                  + asked.table(Tables.BRONZE_EVENTS.at(name))
                  + " WHERE _datastream_metadata.file = ?",
              file)) {
        known.add(String.valueOf(row.text("uuid")));
      }
      if (present.size() >= MOST_FILES) {
        present.remove(present.keySet().iterator().next());
      }
      present.put(key, known);
    }
    return known;
  }

  @FinishBundle
  public void finish(FinishBundleContext context) throws IOException {
    for (Stream stream : streams.values()) {
      try {
        stream.sink.flush();
      } catch (WarehouseException e) {
        giveUp(stream, null, e);
      }
    }
    for (ReplayOutcome outcome : outcomes) {
      context.output(
          OUTCOMES, outcome, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
    }
    for (DeadLetter failure : failures) {
      context.output(
          FAILURES, failure, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
    }
    settled.forEach(
        (file, refusal) ->
            context.output(
                SETTLED,
                KV.of(file, refusal),
                GlobalWindow.INSTANCE.maxTimestamp(),
                GlobalWindow.INSTANCE));
  }

  @Teardown
  public void close() {
    streams.values().forEach(stream -> stream.sink.close());
    streams.clear();
    if (writing != null) {
      writing.close();
      writing = null;
    }
  }

  private void giveUp(
      @Nullable Stream stream, @Nullable KV<String, FileEvent> newest, WarehouseException e)
      throws WarehouseException {
    if (e.kind() == WarehouseException.Kind.UNAVAILABLE) {
      throw e;
    }
    Set<KV<String, FileEvent>> lost = new HashSet<>();
    if (stream != null) {
      lost.addAll(stream.sink.takeBack());
    }
    if (newest != null) {
      lost.add(newest);
    }
    lost.forEach(one -> refused(one, ErrorKind.REJECTED, String.valueOf(e.getMessage())));
  }

  private void written(KV<String, FileEvent> element) {
    if (!element.getKey().isEmpty()) {
      outcomes.add(ReplayOutcome.written(element.getKey()));
    }
  }

  private void refused(KV<String, FileEvent> element, ErrorKind kind, String reason) {
    FileEvent event = element.getValue();
    if (!element.getKey().isEmpty()) {
      outcomes.add(ReplayOutcome.failed(element.getKey(), kind.text() + ": " + reason));
      return;
    }
    settled.put(event.file(), reason);
    failures.add(
        DeadLetter.of(
            "Write " + tables.bronze(event.event()),
            kind,
            reason,
            BronzeEvents.subject(event),
            clock.instant()));
  }

  /** Learns of each row. */
  private final class Outcome implements RowSink.Outcome<KV<String, FileEvent>> {
    @Override
    public void written(KV<String, FileEvent> element) {
      ReplayBronzeFn.this.written(element);
    }

    @Override
    public void rejected(KV<String, FileEvent> element, String reason) {
      refused(element, ErrorKind.REJECTED, reason);
    }
  }
}
