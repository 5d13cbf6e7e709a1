// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads events of JSON change files. Numbers keep every digit; objects and arrays of the payload
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

  private PayloadSchema lastSchema = new PayloadSchema(List.of());
  private FixedFields.Names lastFields = new FixedFields.Names(List.of());

  /** The members of an event, as far as they were met. */
  private static final class Members {
    @Nullable String uuid;
    @Nullable String stream;
    @Nullable String readMethod;
    @Nullable String object;
    @Nullable String schemaKey;
    @Nullable Instant readTime;
    @Nullable Instant sourceTime;
    List<Object> sortKeys = List.of();
    final boolean kept;
    @Nullable FixedFields source;
    @Nullable Payload payload;
    @Nullable KeptForm form;

    Members(boolean kept) {
      this.kept = kept;
    }

    static <T> T present(String name, @Nullable T value) throws EventException {
      if (value == null) {
        throw EventException.invalid(name + " is missing");
      }
      return value;
    }
  }

  /**
   * Reads one event.
   *
   * @param bytes a JSON object in UTF-8
   * @throws EventException if it is none, or lacks what an event must have
   */
  public ChangeEvent decode(byte[] bytes, int offset, int length) throws EventException {
    return decode(bytes, offset, length, false);
  }

  /**
   * Reads an event that {@link EventJson#event} has spelled: with the types of its columns. Their
   * values are of the classes that JSON has.
   *
   * @throws EventException as {@link #decode}
   */
  public ChangeEvent decodeKept(byte[] bytes) throws EventException {
    return decode(bytes, 0, bytes.length, true);
  }

  private ChangeEvent decode(byte[] bytes, int offset, int length, boolean kept)
      throws EventException {
    try (JsonParser parser = JSON.createParser(bytes, offset, length)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw EventException.malformed("not a JSON object", null);
      }
      Members members = new Members(kept);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        read(parser, bytes, offset, members);
      }
      if (parser.nextToken() != null) {
        throw EventException.malformed("something follows the event in its line", null);
      }
      return event(members);
    } catch (IOException e) {
      throw EventException.malformed(problem(e), e);
    }
  }

  private static String problem(IOException e) {
    return e instanceof JsonParseException parse
        ? parse.getOriginalMessage() + " at byte " + parse.getLocation().getByteOffset()
        : String.valueOf(e.getMessage());
  }

  private static ChangeEvent event(Members members) throws EventException {
    FixedFields fields = Members.present("source_metadata", members.source);
    String method = Members.present("read_method", members.readMethod);
    KeptForm form = members.form;
    SourceKind kind = form == null ? SourceKind.of(fields, method) : form.kind();
    SourceMetadata source = new SourceMetadata(kind, fields);
    Payload plain = Members.present("payload", members.payload);
    Payload payload = form == null ? plain : form.typed(plain);
    return new ChangeEvent(
        Members.present("uuid", members.uuid),
        Members.present("stream_name", members.stream),
        method,
        Members.present("object", members.object),
        members.schemaKey,
        Members.present("read_timestamp", members.readTime),
        Members.present("source_timestamp", members.sourceTime),
        members.sortKeys,
        source,
        source.kind() == SourceKind.MONGODB ? withDocument(payload) : payload);
  }

  /** MongoDB's document is JSON, whether it is spelled as such or as text. */
  private static Payload withDocument(Payload payload) {
    List<PayloadColumn> columns = payload.schema().columns();
    List<@Nullable Object> values = new ArrayList<>(payload.values());
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals("data") && values.get(i) instanceof String text) {
        values.set(i, new JsonText(text));
      }
    }
    return new Payload(payload.schema(), values);
  }

  private void read(JsonParser parser, byte[] bytes, int offset, Members members)
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
        if (members.kept) {
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
    List<String> names = new ArrayList<>(lastFields.size());
    List<@Nullable Object> values = new ArrayList<>(lastFields.size());
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      names.add(parser.currentName());
      parser.nextToken();
      values.add(metadataValue(parser));
    }
    if (!lastFields.are(names)) {
      if (new HashSet<>(names).size() < names.size()) {
        return lastOfEach(names, values);
      }
      lastFields = new FixedFields.Names(names);
    }
    return new FixedFields(lastFields, values.toArray());
  }

  private static FixedFields lastOfEach(List<String> names, List<@Nullable Object> values) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      fields.put(names.get(i), values.get(i));
    }
    return FixedFields.copyOf(fields);
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
    List<String> names = new ArrayList<>(lastSchema.columns().size());
    List<@Nullable Object> values = new ArrayList<>(lastSchema.columns().size());
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      names.add(parser.currentName());
      parser.nextToken();
      values.add(value(parser, bytes, offset));
    }
    lastSchema = lastSchema.orUntyped(names);
    return new Payload(lastSchema, FixedList.owning(values.toArray()));
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
