// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes the values of a record. */
final class RecordValues {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private RecordValues() {}

  static Map<String, @Nullable Object> decode(byte[] bytes, int from, int length) {
    try (JsonParser parser = FACTORY.createParser(bytes, from, length)) {
      parser.nextToken();
      return object(parser, true);
    } catch (IOException e) {
      throw new MalformedDataException("record: not JSON", ErrorPlace.NOWHERE, null);
    }
  }

  private static Map<String, @Nullable Object> object(JsonParser parser, boolean top)
      throws IOException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      Object value = value(parser, parser.nextToken(), top);
      int before = values.size();
      values.put(name, value);
      if (values.size() == before) {
        throw new MalformedDataException(
            "record: " + name + " stands twice", ErrorPlace.NOWHERE, null);
      }
    }
    return Collections.unmodifiableMap(values);
  }

  private static @Nullable Object value(JsonParser parser, JsonToken token, boolean top)
      throws IOException {
    return switch (token) {
      case VALUE_NULL -> null;
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      case START_OBJECT -> object(parser, false);
      case START_ARRAY -> array(parser);
      default -> text(parser.getText(), top);
    };
  }

  private static Number integer(JsonParser parser) throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? parser.getBigIntegerValue()
        : (Number) parser.getLongValue();
  }

  private static Double decimal(JsonParser parser) throws IOException {
    double value = parser.getDoubleValue();
    if (Double.isInfinite(value)) {
      throw new MalformedDataException(
          "record: " + parser.currentName() + " is beyond the range of a double",
          ErrorPlace.NOWHERE,
          null);
    }
    return value;
  }

  private static @Nullable String text(String text, boolean top) {
    return top && text.equals("Infinity") ? null : text;
  }

  private static List<@Nullable Object> array(JsonParser parser) throws IOException {
    List<@Nullable Object> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(parser, token, false));
    }
    return Collections.unmodifiableList(items);
  }
}
