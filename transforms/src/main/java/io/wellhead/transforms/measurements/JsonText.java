// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;

/** Copies JSON values as text, numbers digit by digit. */
final class JsonText {
  private static final int EXCERPT_CHARS = 40;

  private JsonText() {}

  /**
   * Appends the value at the parser's token, structures with all they hold; the parser ends on its
   * last token.
   */
  static void copyValue(JsonParser parser, StringBuilder out) throws IOException {
    int depth = 0;
    boolean first = true;
    JsonToken token = parser.currentToken();
    while (true) {
      if (token.isStructEnd()) {
        depth--;
        first = false;
        out.append(token.asCharArray());
      } else {
        if (!first) {
          out.append(',');
        }
        if (token == JsonToken.FIELD_NAME) {
          appendQuoted(parser.currentName(), out);
          out.append(':');
          token = parser.nextToken();
        }
        first = token.isStructStart();
        depth += first ? 1 : 0;
        appendToken(parser, token, out);
      }
      if (depth == 0) {
        return;
      }
      token = parser.nextToken();
    }
  }

  private static void appendToken(JsonParser parser, JsonToken token, StringBuilder out)
      throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      appendQuoted(parser.getText(), out);
    } else {
      out.append(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }
  }

  private static void appendQuoted(String text, StringBuilder out) {
    out.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, out);
    out.append('"');
  }

  /** The beginning of the value at the parser's token, for a message. */
  static String excerpt(JsonParser parser) throws IOException {
    String text = parser.getText();
    String cut = text.length() > EXCERPT_CHARS ? text.substring(0, EXCERPT_CHARS) + "..." : text;
    return switch (parser.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "the string \"" + cut + '"';
      default -> cut;
    };
  }
}
