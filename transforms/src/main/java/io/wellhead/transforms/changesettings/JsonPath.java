// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.wellhead.transforms.changeevents.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path to one part of a JSON value: {@code $}, {@code .name}, {@code ['name']}, {@code [index]}.
 */
final class JsonPath {
  private static final Pattern STEP =
      Pattern.compile("\\.([\\p{L}_][\\p{L}\\p{N}_]*)|\\['([^']*)']|\\[([0-9]{1,9})]");
  static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(100_000)
                  .build())
          .build();

  /** Names (String) and indexes (Integer). */
  private final List<Object> steps;

  private JsonPath(List<Object> steps) {
    this.steps = steps;
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException if it is none; the message says where
   */
  static JsonPath parse(String text) {
    if (!text.startsWith("$")) {
      throw new IllegalArgumentException("\"" + text + "\" found; a path begins with $");
    }
    List<Object> steps = new ArrayList<>();
    Matcher step = STEP.matcher(text);
    int at = 1;
    while (at < text.length()) {
      step.region(at, text.length());
      if (!step.lookingAt()) {
        throw new IllegalArgumentException(
            "\""
                + text
                + "\" found; no step of a path at character "
                + (at + 1)
                + "; accepted: .name, ['name'], [index]");
      }
      String name = step.group(1) != null ? step.group(1) : step.group(2);
      steps.add(name != null ? name : (Object) Integer.valueOf(step.group(3)));
      at = step.end();
    }
    return new JsonPath(List.copyOf(steps));
  }

  /**
   * The part of a JSON text, as text of its own that has every digit; the first of members of one
   * name.
   *
   * @return null if there is none, or if it is null
   * @throws IOException if the text is no JSON as far as it was read
   */
  @Nullable JsonText find(String json) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      for (Object step : steps) {
        if (!enter(parser, step)) {
          return null;
        }
      }
      return parser.currentToken() == null || parser.currentToken() == JsonToken.VALUE_NULL
          ? null
          : text(parser, json);
    }
  }

  private static boolean enter(JsonParser parser, Object step) throws IOException {
    if (step instanceof String name && parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals(name);
        parser.nextToken();
        if (found) {
          return true;
        }
        parser.skipChildren();
      }
    } else if (step instanceof Integer index && parser.currentToken() == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        if (i == index) {
          return true;
        }
        parser.skipChildren();
      }
    }
    return false;
  }

  /** The text of the value that the parser is at; it is behind it afterwards. */
  static JsonText text(JsonParser parser, String json) throws IOException {
    int from = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    // A lazy token is read to its end, so that the location is behind it.
    parser.finishToken();
    return new JsonText(json.substring(from, (int) parser.currentLocation().getCharOffset()));
  }
}
