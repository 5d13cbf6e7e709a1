// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spells events as JSON change files do, whatever they were read from, so that one that could not
 * be processed can be read again.
 */
public final class EventJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MOST_ZEROS = 1_000;

  private EventJson() {}

  /** Something that is written as JSON. */
  @FunctionalInterface
  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  /**
   * The whole event, one line without its end, in UTF-8. A member {@code wellhead} tells what JSON
   * change files do not: {@link JsonEventDecoder#decodeKept} reads it.
   */
  public static byte[] event(ChangeEvent event) {
    return bytes(json -> writeEvent(event, json));
  }

  /** The row alone, a JSON object in UTF-8. */
  public static byte[] payload(Payload payload) {
    return bytes(json -> writePayload(payload, json));
  }

  /** A value of any class that events have, as JSON text. */
  public static String text(@Nullable Object value) {
    return new String(bytes(json -> writePlain(value, json)), StandardCharsets.UTF_8);
  }

  /**
   * A time as ISO 8601 text, as JSON change files spell it.
   *
   * @throws IllegalArgumentException if the value is no time
   */
  public static String iso(UnifiedValue value) {
    return IsoText.of(value);
  }

  /** All digits without an exponent, unless that would be a long row of zeros. */
  public static String plain(BigDecimal decimal) {
    return Math.abs((long) decimal.scale()) > MOST_ZEROS
        ? decimal.toString()
        : decimal.toPlainString();
  }

  /**
   * The base64 text of a geometry's bytes, where a JSON change file spells one.
   *
   * @return null if the value is no geometry
   */
  public static @Nullable String geometry(JsonText json) {
    String value = null;
    boolean srid = false;
    try (JsonParser parser = JSON.createParser(json.text())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken token = parser.nextToken();
        srid |= name.equals("srid");
        if (name.equals("value") && token == JsonToken.VALUE_STRING) {
          value = parser.getText();
        }
        parser.skipChildren();
      }
    } catch (IOException e) {
      return null;
    }
    return srid ? value : null;
  }

  /**
   * The items of an array as payloads have values: Boolean, Long, BigDecimal, String, JsonText of
   * an object, a list of an array, or null.
   *
   * @return null if the value is no array
   */
  public static @Nullable List<@Nullable Object> items(JsonText json) {
    try (JsonParser parser = JSON.createParser(json.text())) {
      return parser.nextToken() == JsonToken.START_ARRAY ? items(parser, json.text()) : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static List<@Nullable Object> items(JsonParser parser, String text) throws IOException {
    List<@Nullable Object> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == null) {
        throw new IOException("the array has no end");
      }
      items.add(
          switch (token) {
            case START_ARRAY -> items(parser, text);
            case START_OBJECT -> {
              int from = (int) parser.currentTokenLocation().getCharOffset();
              parser.skipChildren();
              yield new JsonText(
                  text.substring(from, (int) parser.currentLocation().getCharOffset()));
            }
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    ? new BigDecimal(parser.getBigIntegerValue())
                    : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            default -> parser.getText();
          });
    }
    return items;
  }

  private static byte[] bytes(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private static void writeEvent(ChangeEvent event, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("uuid", event.uuid());
    json.writeStringField("read_timestamp", event.readTime().toString());
    json.writeStringField("source_timestamp", event.sourceTime().toString());
    json.writeStringField("object", event.object());
    json.writeStringField("read_method", event.readMethod());
    json.writeStringField("stream_name", event.stream());
    if (event.schemaKey() != null) {
      json.writeStringField("schema_key", event.schemaKey());
    }
    json.writeArrayFieldStart("sort_keys");
    for (Object key : event.sortKeys()) {
      writePlain(key, json);
    }
    json.writeEndArray();
    json.writeFieldName("source_metadata");
    writePlain(event.source().fields(), json);
    json.writeFieldName("payload");
    writePayload(event.payload(), json);
    KeptForm.write(event, json);
    json.writeEndObject();
  }

  private static void writePayload(Payload payload, JsonGenerator json) throws IOException {
    List<PayloadColumn> columns = payload.schema().columns();
    json.writeStartObject();
    for (int i = 0; i < columns.size(); i++) {
      json.writeFieldName(columns.get(i).name());
      writePlain(payload.values().get(i), json);
    }
    json.writeEndObject();
  }

  /** A value of any class that events have. */
  private static void writePlain(@Nullable Object value, JsonGenerator json) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Number number) {
      writeNumber(number, json);
    } else if (value instanceof JsonText text) {
      json.writeRawValue(text.strict());
    } else if (value instanceof ByteBuffer bytes) {
      json.writeString(Base64.getEncoder().encodeToString(copyOf(bytes)));
    } else if (value instanceof UnifiedValue.TimeInterval interval) {
      json.writeNumber(interval.micros());
    } else if (value instanceof UnifiedValue.Geometry geometry) {
      writeGeometry(geometry, json);
    } else if (value instanceof UnifiedValue unified) {
      json.writeString(IsoText.of(unified));
    } else if (value instanceof Map<?, ?> members) {
      json.writeStartObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        json.writeFieldName(String.valueOf(member.getKey()));
        writePlain(member.getValue(), json);
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        writePlain(item, json);
      }
      json.writeEndArray();
    } else {
      throw new IllegalArgumentException("no event has a " + value.getClass().getName());
    }
  }

  private static void writeNumber(Number number, JsonGenerator json) throws IOException {
    if (number instanceof Long integer) {
      json.writeNumber(integer);
    } else if (number instanceof BigDecimal decimal) {
      json.writeNumber(plain(decimal));
    } else if (number instanceof Float real) {
      json.writeNumber(real);
    } else {
      json.writeNumber(number.doubleValue());
    }
  }

  private static void writeGeometry(UnifiedValue.Geometry geometry, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("value", Base64.getEncoder().encodeToString(copyOf(geometry.wkb())));
    json.writeNumberField("srid", geometry.srid());
    json.writeStringField("type", geometry.type());
    json.writeEndObject();
  }

  private static byte[] copyOf(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }
}
