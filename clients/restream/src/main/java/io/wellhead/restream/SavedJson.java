// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.model.WireJson;
import java.nio.charset.StandardCharsets;

/** A record as it is saved: ASCII only, and null in place of the text "Infinity". */
final class SavedJson {

  private static final String INFINITY = "\"Infinity\"";

  private SavedJson() {}

  static byte[] of(DataRecord record) {
    byte[] json = record.json();
    String text = new String(json, StandardCharsets.ISO_8859_1); // one char a byte, for the search
    if (text.contains(INFINITY)) {
      json = WireJson.encode(record.values());
    }
    return isAscii(json) ? json : escaped(new String(json, StandardCharsets.UTF_8));
  }

  private static boolean isAscii(byte[] json) {
    for (byte b : json) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] escaped(String json) {
    StringBuilder out = new StringBuilder(json.length() + 32);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c < 0x80) {
        out.append(c);
      } else {
        out.append(String.format("\\u%04x", (int) c));
      }
    }
    return out.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
