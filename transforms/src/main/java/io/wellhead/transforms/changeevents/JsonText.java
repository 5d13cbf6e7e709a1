// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.StringWriter;

/**
 * A JSON value as the file spells it: numbers beyond a double and repeated members stay as they
 * are.
 *
 * @param text may have the bare {@code NaN} and {@code Infinity} of MongoDB's text, or be no JSON
 *     at all
 */
public record JsonText(String text) {
  private static final JsonFactory LENIENT =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  public JsonText {
    requireNonNull(text, "text");
  }

  /**
   * The value as text that every JSON parser takes: a bare {@code NaN} or infinity becomes
   * MongoDB's own spelling of it, {@code {"$numberDouble":"NaN"}}, and what is no JSON a string of
   * its text.
   */
  public String strict() {
    if (StrictJson.is(text)) {
      return text;
    }
    try {
      return hasOnlyNumbers() ? text : rewritten();
    } catch (IOException e) {
      return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
  }

  private boolean hasOnlyNumbers() throws IOException {
    boolean only = true;
    try (JsonParser parser = LENIENT.createParser(text)) {
      int depth = 0;
      boolean any = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (any && depth == 0) {
          throw new IOException("more than one value");
        }
        any = true;
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        only &= token != JsonToken.VALUE_NUMBER_FLOAT || !parser.isNaN();
      }
      if (!any) {
        throw new IOException("no value");
      }
    }
    return only;
  }

  private String rewritten() throws IOException {
    StringWriter out = new StringWriter(text.length() + 32);
    try (JsonParser parser = LENIENT.createParser(text);
        JsonGenerator json = LENIENT.createGenerator(out)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_NUMBER_FLOAT && parser.isNaN()) {
          json.writeStartObject();
          json.writeStringField("$numberDouble", Double.toString(parser.getDoubleValue()));
          json.writeEndObject();
        } else if (token.isNumeric()) {
          json.writeNumber(parser.getText());
        } else {
          json.copyCurrentEvent(parser);
        }
      }
    }
    return out.toString();
  }

  @Override
  public String toString() {
    return text;
  }
}
