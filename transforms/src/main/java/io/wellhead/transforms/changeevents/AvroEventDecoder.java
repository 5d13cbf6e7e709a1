// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private final List<String> names = new ArrayList<>();
  private final List<AvroValue> members = new ArrayList<>();
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
    Schema row = AvroColumns.valueOf(writer.getField("payload").schema());
    if (row.getType() != Schema.Type.RECORD) {
      throw EventException.malformed("payload is no record but " + row.getType(), null);
    }
    schema = new PayloadSchema(row.getFields().stream().map(AvroColumns::of).toList());
    for (Schema.Field field : writer.getFields()) {
      names.add(field.name());
      members.add(
          field.name().equals("payload")
              ? payload(field.schema(), row)
              : AvroPlain.of(field.schema()));
    }
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
    AvroValue read =
        cursor -> {
          List<@Nullable Object> values = new ArrayList<>(columns.length);
          for (AvroValue column : columns) {
            values.add(column.read(cursor));
          }
          return new Payload(schema, values);
        };
    return AvroValues.orNull(outer, read);
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
   */
  public void decodeAll(byte[] data, long count, Consumer<ChangeEvent> events, Failures failures) {
    AvroCursor cursor = new AvroCursor(data, 0, data.length);
    for (long i = 0; i < count; i++) {
      int from = cursor.position();
      try {
        events.accept(decode(cursor));
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
    Map<String, @Nullable Object> event = new LinkedHashMap<>();
    for (int i = 0; i < members.size(); i++) {
      event.put(names.get(i), members.get(i).read(cursor));
    }
    String problem = cursor.takeProblem();
    if (problem != null) {
      throw EventException.invalid(problem);
    }
    if (!(event.get("payload") instanceof Payload payload)) {
      throw EventException.invalid("payload is missing");
    }
    Map<String, @Nullable Object> fields = fields(event);
    String method = text(event, "read_method");
    return new ChangeEvent(
        text(event, "uuid"),
        text(event, "stream_name"),
        method,
        text(event, "object"),
        event.get("schema_key") instanceof String key ? key : null,
        time(event, "read_timestamp"),
        time(event, "source_timestamp"),
        sortKeys(event),
        new SourceMetadata(SourceKind.of(fields, method), fields),
        payload);
  }

  private static Map<String, @Nullable Object> fields(Map<String, @Nullable Object> event)
      throws EventException {
    if (!(event.get("source_metadata") instanceof Map<?, ?> members)) {
      throw EventException.invalid("source_metadata is missing");
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    members.forEach((name, value) -> fields.put(String.valueOf(name), value));
    return fields;
  }

  private static String text(Map<String, @Nullable Object> event, String name)
      throws EventException {
    if (!(event.get(name) instanceof String text)) {
      throw EventException.invalid(name + " is missing");
    }
    return text;
  }

  private static Instant time(Map<String, @Nullable Object> event, String name)
      throws EventException {
    Instant time = EventTimes.instantOrNull(event.get(name));
    if (time == null) {
      throw EventException.invalid(name + " is missing or not a time");
    }
    return time;
  }

  private static List<Object> sortKeys(Map<String, @Nullable Object> event) {
    List<Object> keys = new ArrayList<>();
    if (event.get("sort_keys") instanceof List<?> items) {
      for (Object item : items) {
        keys.add(item == null ? "" : item);
      }
    }
    return keys;
  }
}
