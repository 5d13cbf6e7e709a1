// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes plain JSON of MongoDB's extended JSON in its strict, legacy and canonical forms: numbers as
 * numbers where JSON has them without loss and as text otherwise, times as ISO 8601 text, ids in
 * hexadecimal digits, binary data in base64.
 */
final class ExtendedJson {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(100_000)
                  .build())
          .build();

  private ExtendedJson() {}

  /**
   * The plain text of a value.
   *
   * @throws IOException if it is no JSON
   */
  static String relaxed(String json) throws IOException {
    StringWriter text = new StringWriter(json.length());
    try (JsonParser parser = JSON.createParser(json);
        JsonGenerator plain = JSON.createGenerator(text)) {
      if (parser.nextToken() == null) {
        throw new IOException("empty");
      }
      copy(parser, plain);
      if (parser.nextToken() != null) {
        throw new IOException("something follows the value");
      }
    }
    return text.toString();
  }

  private static void copy(JsonParser parser, JsonGenerator plain) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> copyObject(parser, plain);
      case START_ARRAY -> {
        plain.writeStartArray();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          copy(parser, plain);
        }
        plain.writeEndArray();
      }
      case VALUE_NUMBER_INT -> plain.writeNumber(parser.getText());
      case VALUE_NUMBER_FLOAT -> {
        if (parser.isNaN()) {
          plain.writeString(parser.getText());
        } else {
          plain.writeNumber(parser.getText());
        }
      }
      case VALUE_STRING -> plain.writeString(parser.getText());
      case VALUE_TRUE -> plain.writeBoolean(true);
      case VALUE_FALSE -> plain.writeBoolean(false);
      default -> plain.writeNull();
    }
  }

  private static void copyObject(JsonParser parser, JsonGenerator plain) throws IOException {
    parser.nextToken();
    if (parser.currentToken() == JsonToken.FIELD_NAME && parser.currentName().startsWith("$")) {
      TypedValue.write(members(parser), plain);
      return;
    }
    plain.writeStartObject();
    while (parser.currentToken() == JsonToken.FIELD_NAME) {
      plain.writeFieldName(parser.currentName());
      parser.nextToken();
      copy(parser, plain);
      parser.nextToken();
    }
    plain.writeEndObject();
  }

  /** The members of an object whose first is a type's name: text of scalars, maps of objects. */
  private static Map<String, @Nullable Object> members(JsonParser parser) throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (parser.currentToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      switch (parser.nextToken()) {
        case START_OBJECT -> {
          parser.nextToken();
          members.put(name, members(parser));
        }
        case START_ARRAY -> {
          StringWriter text = new StringWriter();
          try (JsonGenerator plain = JSON.createGenerator(text)) {
            copy(parser, plain);
          }
          members.put(name, new TypedValue.Raw(text.toString()));
        }
        case VALUE_NULL -> members.put(name, null);
        case VALUE_STRING -> members.put(name, parser.getText());
        default -> members.put(name, new TypedValue.Raw(parser.getText()));
      }
      parser.nextToken();
    }
    return members;
  }
}
