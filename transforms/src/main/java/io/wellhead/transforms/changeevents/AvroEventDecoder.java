// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads events of one Avro change file, whose schema says all types. Fields are found by name:
 * their order differs between versions of Datastream. One thread.
 */
public final class AvroEventDecoder {
  private static final List<String> REQUIRED =
      List.of(
          "uuid",
          "stream_name",
          "read_method",
          "object",
          "read_timestamp",
          "source_timestamp",
          "source_metadata",
          "payload");

  /** Fields whose texts are mostly those of the event before. */
  private static final Set<String> REPEATED =
      Set.of("stream_name", "read_method", "object", "schema_key");

  /** Places of the fields that events have, -1 of those that the schema lacks. */
  private final int uuid;

  private final int stream;
  private final int readMethod;
  private final int object;
  private final int schemaKey;
  private final int readTime;
  private final int sourceTime;
  private final int sortKeys;
  private final int source;
  private final int row;

  private final AvroValue[] members;
  private final PayloadSchema schema;

  /**
   * Prepares for the files of a writer's schema.
   *
   * @throws EventException if it is not the schema of change events
   */
  public AvroEventDecoder(Schema writer) throws EventException {
    if (writer.getType() != Schema.Type.RECORD) {
      throw EventException.malformed("the file holds no records but " + writer.getType(), null);
    }
    for (String name : REQUIRED) {
      if (writer.getField(name) == null) {
        throw EventException.malformed("not a change file: no field " + name, null);
      }
    }
    Schema payload = AvroColumns.valueOf(writer.getField("payload").schema());
    if (payload.getType() != Schema.Type.RECORD) {
      throw EventException.malformed("payload is no record but " + payload.getType(), null);
    }
    schema = new PayloadSchema(payload.getFields().stream().map(AvroColumns::of).toList());
    uuid = place(writer, "uuid");
    stream = place(writer, "stream_name");
    readMethod = place(writer, "read_method");
    object = place(writer, "object");
    schemaKey = place(writer, "schema_key");
    readTime = place(writer, "read_timestamp");
    sourceTime = place(writer, "source_timestamp");
    sortKeys = place(writer, "sort_keys");
    source = place(writer, "source_metadata");
    row = place(writer, "payload");
    members = new AvroValue[writer.getFields().size()];
    for (Schema.Field field : writer.getFields()) {
      members[field.pos()] =
          switch (field.name()) {
            case "payload" -> payload(field.schema(), payload);
            case "source_metadata" -> metadata(field.schema());
            default ->
                REPEATED.contains(field.name())
                    ? RepeatedText.orPlain(field.schema())
                    : AvroPlain.of(field.schema());
          };
    }
  }

  private static int place(Schema writer, String name) {
    Schema.Field field = writer.getField(name);
    return field == null ? -1 : field.pos();
  }

  /** The columns of the file's rows. */
  public PayloadSchema schema() {
    return schema;
  }

  private AvroValue payload(Schema outer, Schema row) {
    AvroValue[] columns = new AvroValue[schema.columns().size()];
    for (int i = 0; i < columns.length; i++) {
      PayloadColumn column = schema.columns().get(i);
      columns[i] = AvroValues.of(row.getFields().get(i), column);
    }
    return AvroValues.orNull(
        outer, cursor -> new Payload(schema, FixedList.owning(read(columns, cursor))));
  }

  private static AvroValue metadata(Schema outer) {
    Schema record = AvroColumns.valueOf(outer);
    if (record.getType() != Schema.Type.RECORD) {
      return AvroPlain.of(outer);
    }
    List<Schema.Field> fields = record.getFields();
    FixedFields.Names names =
        new FixedFields.Names(fields.stream().map(Schema.Field::name).toList());
    AvroValue[] values =
        fields.stream()
            .map(field -> RepeatedText.orPlain(field.schema()))
            .toArray(AvroValue[]::new);
    return AvroValues.orNull(outer, cursor -> new FixedFields(names, read(values, cursor)));
  }

  private static @Nullable Object[] read(AvroValue[] members, AvroCursor cursor)
      throws EventException {
    @Nullable Object[] values = new @Nullable Object[members.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = members[i].read(cursor);
    }
    return values;
  }

  /** Takes what cannot be understood. */
  @FunctionalInterface
  public interface Failures {
    void add(ErrorKind kind, String message, byte[] bytes);
  }

  /**
   * Reads the events of a block. After an event that lacks something reading goes on; damage ends
   * it, since nothing tells where the next event begins.
   *
   * @param data the block, expanded
   * @param count of its events, as the block tells
   * @param mostBytes of an event; one that is larger is told as a failure, without its bytes
   */
  public void decodeAll(
      byte[] data, long count, int mostBytes, Consumer<ChangeEvent> events, Failures failures) {
    AvroCursor cursor = new AvroCursor(data, 0, data.length);
    for (long i = 0; i < count; i++) {
      int from = cursor.position();
      try {
        ChangeEvent event = decode(cursor);
        if (cursor.position() - from > mostBytes) {
          failures.add(
              ErrorKind.TOO_LARGE,
              "an event has %d bytes; at most %d are accepted"
                  .formatted(cursor.position() - from, mostBytes),
              new byte[0]);
        } else {
          events.accept(event);
        }
      } catch (EventException e) {
        boolean damaged = e.kind() == ErrorKind.MALFORMED;
        int to = damaged ? data.length : cursor.position();
        String place = "event %d of %d in its block: ".formatted(i + 1, count);
        failures.add(e.kind(), place + e.getMessage(), Arrays.copyOfRange(data, from, to));
        if (damaged) {
          return;
        }
      }
    }
    if (!cursor.isAtEnd()) {
      failures.add(
          ErrorKind.MALFORMED,
          "bytes are left behind the %d events of a block".formatted(count),
          Arrays.copyOfRange(data, cursor.position(), data.length));
    }
  }

  /**
   * Reads the next event.
   *
   * @throws EventException if it lacks something, of the kind INVALID, after which the next one can
   *     be read; or if the bytes are damaged, after which nothing more can be read of the block
   */
  ChangeEvent decode(AvroCursor cursor) throws EventException {
    @Nullable Object[] event = read(members, cursor);
    String problem = cursor.takeProblem();
    if (problem != null) {
      throw EventException.invalid(problem);
    }
    if (!(event[row] instanceof Payload payload)) {
      throw EventException.invalid("payload is missing");
    }
    Map<String, @Nullable Object> fields = fields(event[source]);
    String method = text(event[readMethod], "read_method");
    return new ChangeEvent(
        text(event[uuid], "uuid"),
        text(event[stream], "stream_name"),
        method,
        text(event[object], "object"),
        schemaKey >= 0 && event[schemaKey] instanceof String key ? key : null,
        time(event[readTime], "read_timestamp"),
        time(event[sourceTime], "source_timestamp"),
        sortKeys < 0 ? List.of() : sortKeys(event[sortKeys]),
        new SourceMetadata(SourceKind.of(fields, method), fields),
        payload);
  }

  private static Map<String, @Nullable Object> fields(@Nullable Object source)
      throws EventException {
    if (source instanceof FixedFields fields) {
      return fields;
    }
    if (!(source instanceof Map<?, ?> members)) {
      throw EventException.invalid("source_metadata is missing");
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    members.forEach((name, value) -> fields.put(String.valueOf(name), value));
    return fields;
  }

  private static String text(@Nullable Object value, String name) throws EventException {
    if (!(value instanceof String text)) {
      throw EventException.invalid(name + " is missing");
    }
    return text;
  }

  private static Instant time(@Nullable Object value, String name) throws EventException {
    Instant time = EventTimes.instantOrNull(value);
    if (time == null) {
      throw EventException.invalid(name + " is missing or not a time");
    }
    return time;
  }

  private static List<Object> sortKeys(@Nullable Object value) {
    if (!(value instanceof List<?> items)) {
      return List.of();
    }
    Object[] keys = new Object[items.size()];
    for (int i = 0; i < keys.length; i++) {
      Object item = items.get(i);
      keys[i] = item == null ? "" : item;
    }
    return List.of(keys);
  }
}
