// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.wellhead.transforms.changeevents.UsualJson.UnusualException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads events of JSON change files: most by {@link UsualJsonEvents}, the others by a parser, which
 * alone tells what is wrong with one. Numbers keep every digit; objects and arrays of the payload
 * stay text. One thread.
 */
public final class JsonEventDecoder {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(100_000)
                  .build())
          .build();

  private final JsonShapes shapes = new JsonShapes();
  private final UsualJsonEvents usual = new UsualJsonEvents(shapes);

  /**
   * Reads one event.
   *
   * @param bytes a JSON object in UTF-8
   * @throws EventException if it is none, or lacks what an event must have
   */
  public ChangeEvent decode(byte[] bytes, int offset, int length) throws EventException {
    try {
      return usual.read(bytes, offset, length).event();
    } catch (UnusualException e) {
      return parse(bytes, offset, length, false).event();
    }
  }

  /**
   * Reads an event that {@link EventJson#event} has spelled: with the types of its columns. Their
   * values are of the classes that JSON has.
   *
   * @throws EventException as {@link #decode}
   */
  public ChangeEvent decodeKept(byte[] bytes) throws EventException {
    return parse(bytes, 0, bytes.length, true).event();
  }

  /**
   * Reads the members of an event however it is spelled.
   *
   * @param kept whether it may have what {@link EventJson#event} adds
   */
  EventMembers parse(byte[] bytes, int offset, int length, boolean kept) throws EventException {
    try (JsonParser parser = JSON.createParser(bytes, offset, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw EventException.malformed("not a JSON object", null);
      }
      EventMembers members = new EventMembers();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        read(parser, bytes, offset, kept, members);
      }
      if (parser.nextToken() != null) {
        throw EventException.malformed("something follows the event in its line", null);
      }
      return members;
    } catch (IOException e) {
      throw EventException.malformed(problem(e), e);
    } catch (NumberFormatException e) {
      throw EventException.malformed("a number has an exponent beyond all bounds", e);
    }
  }

  private static String problem(IOException e) {
    return e instanceof JsonParseException parse
        ? parse.getOriginalMessage() + " at byte " + parse.getLocation().getByteOffset()
        : String.valueOf(e.getMessage());
  }

  private void read(JsonParser parser, byte[] bytes, int offset, boolean kept, EventMembers members)
      throws IOException, EventException {
    String name = parser.currentName();
    JsonToken token = parser.nextToken();
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    switch (name) {
      case "uuid" -> members.uuid = text(name, parser);
      case "stream_name" -> members.stream = text(name, parser);
      case "read_method" -> members.readMethod = text(name, parser);
      case "object" -> members.object = text(name, parser);
      case "schema_key" -> members.schemaKey = text(name, parser);
      case "read_timestamp" -> members.readTime = time(name, parser);
      case "source_timestamp" -> members.sourceTime = time(name, parser);
      case "sort_keys" -> members.sortKeys = sortKeys(parser);
      case "source_metadata" -> members.source = metadata(parser);
      case "payload" -> members.payload = payload(parser, bytes, offset);
      case KeptForm.MEMBER -> {
        if (kept) {
          members.form = KeptForm.read(parser);
        } else {
          parser.skipChildren();
        }
      }
      default -> parser.skipChildren();
    }
  }

  private static String text(String name, JsonParser parser) throws IOException, EventException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw EventException.invalid(name + " is not text");
    }
    return parser.getText();
  }

  private static Instant time(String name, JsonParser parser) throws IOException, EventException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return Instant.ofEpochMilli(parser.getLongValue());
    }
    String text = text(name, parser);
    try {
      return EventTimes.parse(text);
    } catch (DateTimeException e) {
      throw EventException.invalid(name + " is not a time: " + text);
    }
  }

  private static List<Object> sortKeys(JsonParser parser) throws IOException, EventException {
    expect("sort_keys", parser, JsonToken.START_ARRAY);
    List<Object> keys = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      switch (parser.currentToken()) {
        case VALUE_STRING -> keys.add(parser.getText());
        case VALUE_NUMBER_INT -> keys.add(parser.getLongValue());
        default -> throw EventException.invalid("sort_keys has neither text nor integers");
      }
    }
    return keys;
  }

  private FixedFields metadata(JsonParser parser) throws IOException, EventException {
    expect("source_metadata", parser, JsonToken.START_OBJECT);
    List<String> names = new ArrayList<>();
    List<@Nullable Object> values = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      names.add(parser.currentName());
      parser.nextToken();
      values.add(metadataValue(parser));
    }
    return shapes.fields(names, values);
  }

  private static @Nullable Object metadataValue(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getLongValue();
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      case START_ARRAY -> {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(metadataValue(parser));
        }
        yield items;
      }
      case START_OBJECT -> {
        parser.skipChildren();
        yield null;
      }
      default -> null;
    };
  }

  private Payload payload(JsonParser parser, byte[] bytes, int offset)
      throws IOException, EventException {
    expect("payload", parser, JsonToken.START_OBJECT);
    List<String> names = new ArrayList<>();
    List<@Nullable Object> values = new ArrayList<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      names.add(parser.currentName());
      parser.nextToken();
      values.add(value(parser, bytes, offset));
    }
    return shapes.payload(names, values);
  }

  private static @Nullable Object value(JsonParser parser, byte[] bytes, int offset)
      throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> real(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case START_OBJECT, START_ARRAY -> {
        int from = offset + (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        int to = offset + (int) parser.currentLocation().getByteOffset();
        yield new JsonText(new String(bytes, from, to - from, StandardCharsets.UTF_8));
      }
      default -> null;
    };
  }

  private static Object integer(JsonParser parser) throws IOException {
    if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return parser.getLongValue();
    }
    BigInteger value = parser.getBigIntegerValue();
    return new BigDecimal(value);
  }

  private static Object real(JsonParser parser) throws IOException {
    return parser.isNaN() ? (Object) parser.getDoubleValue() : parser.getDecimalValue();
  }

  private static void expect(String name, JsonParser parser, JsonToken token)
      throws EventException {
    if (parser.currentToken() != token) {
      throw EventException.invalid(
          name + " is not " + (token == JsonToken.START_ARRAY ? "an array" : "an object"));
    }
  }
}
