// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.postgres;

import static java.util.Objects.requireNonNull;

import io.wellhead.sandbox.datastream.Column;
import io.wellhead.sandbox.datastream.Event;
import io.wellhead.sandbox.datastream.EventBatch;
import io.wellhead.sandbox.datastream.EventTimes;
import io.wellhead.sandbox.datastream.Row;
import io.wellhead.sandbox.datastream.RowSchema;
import io.wellhead.sandbox.datastream.Source;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Makes events of what Debezium reads from the log. One thread. */
final class LogEvents {
  private static final int LARGEST_BATCH = 250;

  private final String stream;
  private final Clock clock;
  private final RandomGenerator random;
  private final Map<Schema, StreamedTable> tables = new WeakHashMap<>();
  private EventBatch batch;

  /**
   * @param random gives the uuids
   */
  LogEvents(String stream, Clock clock, RandomGenerator random) {
    this.stream = stream;
    this.clock = clock;
    this.random = random;
    batch = new EventBatch(random);
  }

  /** The event of a record; null if it is something else than a change of a row. */
  @Nullable Event of(SourceRecord record) {
    if (!(record.value() instanceof Struct change) || change.schema().field("after") == null) {
      return null;
    }
    String type = changeType(change.getString("op"));
    Struct row = type == null ? null : change.getStruct(type.equals("DELETE") ? "before" : "after");
    if (row == null) {
      return null;
    }
    Struct place = change.getStruct("source");
    StreamedTable table =
        tables.computeIfAbsent(row.schema(), schema -> table(schema, place, record.keySchema()));
    return event(table, requireNonNull(type, "type"), place, values(row, table));
  }

  private static @Nullable String changeType(String operation) {
    return switch (operation) {
      case "c" -> "INSERT";
      case "u" -> "UPDATE";
      case "d" -> "DELETE";
      default -> null;
    };
  }

  private StreamedTable table(Schema row, Struct place, @Nullable Schema key) {
    String schemaName = place.getString("schema");
    String name = place.getString("table");
    List<String> keys = key == null ? List.of() : key.fields().stream().map(Field::name).toList();
    List<Column> columns = row.fields().stream().map(DecodedValues::column).toList();
    var origin = StreamedTable.origin(stream, schemaName, name);
    return new StreamedTable(
        origin, schemaName, name, keys, RowSchema.of(origin.object(), columns));
  }

  private static Row values(Struct row, StreamedTable table) {
    List<@Nullable Object> values = new ArrayList<>();
    List<Field> fields = row.schema().fields();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      // A missing value is null, whatever the column's default.
      values.add(
          DecodedValues.value(
              row.getWithoutDefault(field.name()),
              field.schema(),
              table.schema().columns().get(i).type()));
    }
    return new Row(table.schema(), values);
  }

  private Event event(StreamedTable table, String type, Struct place, Row row) {
    if (batch.size() == LARGEST_BATCH) {
      batch = new EventBatch(random);
    }
    long position = place.getInt64("lsn");
    long commit = place.getInt64("ts_ms");
    String lsn = String.format(Locale.ROOT, "%X/%08X", position >>> 32, position & 0xFFFF_FFFFL);
    Map<String, @Nullable Object> metadata = table.metadata(type);
    metadata.put("lsn", lsn);
    metadata.put("tx_id", place.getInt64("txId"));
    Instant committed = Instant.ofEpochMilli(commit);
    return new Event(
        table.origin(),
        Source.POSTGRESQL.changeMethod(),
        batch.next(),
        new EventTimes(clock.instant(), committed, committed),
        List.of(commit, lsn),
        metadata,
        row);
  }
}
