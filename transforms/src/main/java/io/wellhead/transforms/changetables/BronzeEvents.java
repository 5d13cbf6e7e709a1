// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.EventJson;
import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.changefiles.FileEventCoder;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.warehouse.RowWriter;
import io.wellhead.transforms.warehouse.TableMaker;
import io.wellhead.transforms.warehouse.TableName;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.WriteAppend;
import java.io.IOException;
import java.io.Serial;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/** Appends every event to the bronze table of its source table, which is made with its first. */
final class BronzeEvents extends PTransform<PCollection<FileEvent>, PCollection<DeadLetter>> {
  @Serial private static final long serialVersionUID = 1L;

  private final EventTables tables;

  BronzeEvents(ChangeDestinations destinations) {
    this.tables = new EventTables(destinations);
  }

  @Override
  public PCollection<DeadLetter> expand(PCollection<FileEvent> events) {
    EventTables names = tables;
    return events
        .apply("Make tables", ParDo.of(new MakeTablesFn(tables)))
        .setCoder(FileEventCoder.of())
        .apply(
            "Append",
            WriteAppend.toEach(
                Tables.BRONZE_EVENTS,
                event -> names.bronze(event.event()),
                (event, row) -> write(event, names, row),
                BronzeEvents::subject));
  }

  /** Holds an event back until its table is there. */
  private static final class MakeTablesFn extends DoFn<FileEvent, FileEvent> {
    @Serial private static final long serialVersionUID = 1L;

    private final EventTables tables;
    private transient @Nullable TableMaker maker;
    private transient Set<TableName> made = new HashSet<>();

    MakeTablesFn(EventTables tables) {
      this.tables = tables;
    }

    @ProcessElement
    public void make(
        @Element FileEvent event, PipelineOptions options, OutputReceiver<FileEvent> out)
        throws IOException {
      TableName name = tables.bronze(event.event());
      if (maker == null) {
        maker = TableMaker.from(options);
        made = new HashSet<>();
      }
      if (!made.contains(name)) {
        maker.make(List.of(tables.bronzeTable(event.event())));
        made.add(name);
      }
      out.output(event);
    }
  }

  /** The row of an event. */
  static void write(FileEvent file, EventTables names, RowWriter row) {
    ChangeEvent event = file.event();
    row.set("source_timestamp", event.sourceTime().truncatedTo(ChronoUnit.MICROS))
        .set("change_type", event.source().changeType())
        .set("is_deleted", event.source().isDelete())
        .set("row_key", RowKey.of(event, names.settings(event)))
        .set("sequence", event.sequence().toString())
        .set("payload", EventJson.payload(event.payload()));
    row.beginRecord("_datastream_metadata")
        .set("uuid", event.uuid())
        .set("stream", event.stream())
        .set("read_method", event.readMethod())
        .set("read_timestamp", event.readTime().truncatedTo(ChronoUnit.MICROS))
        .set("object", event.object())
        .set("source", EventJson.text(event.source().fields()))
        .set("sort_keys", EventJson.text(event.sortKeys()))
        .set("schema_key", event.schemaKey())
        .set("file", file.file())
        .set("file_offset", file.offset())
        .endRecord();
  }

  /** What a dead letter keeps of an event: itself, as a line of a JSON change file. */
  static DeadLetter.Subject subject(FileEvent event) {
    return new DeadLetter.Subject(
        EventJson.event(event.event()),
        event.file() + "@" + event.offset(),
        event.event().sourceTime());
  }
}
