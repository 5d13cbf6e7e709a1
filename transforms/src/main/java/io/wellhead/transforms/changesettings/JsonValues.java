// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import com.fasterxml.jackson.core.JsonParser;
import io.wellhead.transforms.changeevents.JsonText;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Values of JSON texts as payloads have them. */
final class JsonValues {
  private JsonValues() {}

  /**
   * The value of a JSON text: Boolean, Long, BigDecimal, String, or the same text if it is an
   * object or an array.
   *
   * @throws IOException if it is no JSON
   */
  static @Nullable Object plain(JsonText json) throws IOException {
    try (JsonParser parser = JsonPath.JSON.createParser(json.text())) {
      if (parser.nextToken() == null) {
        throw new IOException("empty");
      }
      return switch (parser.currentToken()) {
        case VALUE_STRING -> parser.getText();
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        case VALUE_NULL -> null;
        case VALUE_NUMBER_INT ->
            parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? new BigDecimal(parser.getBigIntegerValue())
                : (Object) parser.getLongValue();
        case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
        default -> json;
      };
    }
  }
}
