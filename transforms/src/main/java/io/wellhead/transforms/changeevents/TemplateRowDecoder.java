// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of dead-letter files of Google's Datastream-to-BigQuery template: {@code message} is
 * the row, its columns beside what the template says of the event in {@code _metadata_} members.
 *
 * <p>The template cuts times to seconds, so such an event never wins against one of its second that
 * was read from a change file and has a later millisecond.
 */
public final class TemplateRowDecoder {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final String PREFIX = "_metadata_";

  /**
   * Members that are also members of {@code source_metadata}, where the template keeps that not.
   */
  private static final List<String> SOURCE =
      List.of(
          "database",
          "schema",
          "table",
          "change_type",
          "log_file",
          "log_position",
          "lsn",
          "tx_id",
          "scn",
          "ssn",
          "rs_id",
          "row_id",
          "primary_keys");

  private TemplateRowDecoder() {}

  /**
   * Reads one line.
   *
   * @throws EventException if it is none, or lacks what an event must have
   */
  public static ChangeEvent decode(String line) throws EventException {
    try {
      JsonNode message = JSON.readTree(line).path("message");
      return event(message.isTextual() ? JSON.readTree(message.textValue()) : message, line);
    } catch (JsonProcessingException e) {
      throw EventException.malformed("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static ChangeEvent event(JsonNode row, String line) throws EventException {
    if (!row.isObject()) {
      throw EventException.invalid("message is no row");
    }
    Map<String, @Nullable Object> fields = source(row);
    String method = text(row, "read_method", "");
    SourceMetadata source = new SourceMetadata(SourceKind.of(fields, method), fields);
    if (source.table() == null) {
      throw EventException.invalid(PREFIX + "table is missing");
    }
    Instant time = time(row, "timestamp");
    if (time == null) {
      throw EventException.invalid(PREFIX + "timestamp is missing");
    }
    Instant read = time(row, "read_timestamp");
    String place = source.schema() == null ? source.database() : source.schema();
    return new ChangeEvent(
        text(row, "uuid", UUID.nameUUIDFromBytes(line.getBytes(StandardCharsets.UTF_8)).toString()),
        text(row, "stream", ""),
        method,
        place + "_" + source.table(),
        null,
        read == null ? time : read,
        time,
        sortKeys(row),
        source,
        payload(row));
  }

  private static Map<String, @Nullable Object> source(JsonNode row) throws EventException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    JsonNode whole = json(row.path(PREFIX + "source"));
    for (Iterator<String> names = whole.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      fields.put(name, plain(whole.get(name)));
    }
    for (String name : SOURCE) {
      JsonNode value = row.path(PREFIX + name);
      if (fields.get(name) == null && !value.isMissingNode() && !value.isNull()) {
        fields.put(name, plain(name.equals("primary_keys") ? json(value) : value));
      }
    }
    if (row.path(PREFIX + "deleted").asBoolean()) {
      fields.put("is_deleted", true);
    }
    return fields;
  }

  /** Some releases keep objects and arrays as text. */
  private static JsonNode json(JsonNode value) throws EventException {
    try {
      return value.isTextual() ? JSON.readTree(value.textValue()) : value;
    } catch (JsonProcessingException e) {
      throw EventException.malformed("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static @Nullable Object plain(JsonNode value) {
    if (value.isArray()) {
      List<@Nullable Object> items = new ArrayList<>();
      value.forEach(item -> items.add(plain(item)));
      return items;
    } else if (value.isNumber()) {
      return value.longValue();
    } else if (value.isBoolean()) {
      return value.booleanValue();
    }
    return value.isTextual() ? value.textValue() : null;
  }

  private static String text(JsonNode row, String name, String other) {
    JsonNode value = row.path(PREFIX + name);
    return value.isTextual() ? value.textValue() : other;
  }

  private static @Nullable Instant time(JsonNode row, String name) {
    JsonNode value = row.path(PREFIX + name);
    return value.isNumber() || (value.isTextual() && value.textValue().matches("\\d+"))
        ? Instant.ofEpochSecond(value.asLong())
        : EventTimes.instantOrNull(value.isTextual() ? value.textValue() : null);
  }

  private static List<Object> sortKeys(JsonNode row) {
    JsonNode seconds = row.path(PREFIX + "timestamp_seconds");
    JsonNode nanos = row.path(PREFIX + "timestamp_nanos");
    return seconds.isNumber() && nanos.isNumber()
        ? List.of(seconds.longValue(), nanos.longValue())
        : List.of();
  }

  private static Payload payload(JsonNode row) {
    List<PayloadColumn> columns = new ArrayList<>();
    List<@Nullable Object> values = new ArrayList<>();
    for (Iterator<String> names = row.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!name.startsWith(PREFIX)) {
        columns.add(PayloadColumn.of(name, UnifiedType.UNTYPED));
        values.add(value(row.get(name)));
      }
    }
    return new Payload(new PayloadSchema(columns), values);
  }

  private static @Nullable Object value(JsonNode value) {
    if (value.isContainerNode()) {
      return new JsonText(value.toString());
    } else if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    } else if (value.isNumber()) {
      return value.decimalValue();
    }
    return plain(value);
  }
}
