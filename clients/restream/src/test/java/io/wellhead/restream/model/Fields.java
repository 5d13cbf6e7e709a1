// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares JSON documents field by field: which fields of one are lost or changed in the other. */
final class Fields {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Fields() {}

  static List<String> lost(byte[] before, byte[] after) {
    try {
      List<String> lost = new ArrayList<>();
      compare("$", JSON.readTree(before), JSON.readTree(after), lost);
      return lost;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compare(String path, JsonNode before, JsonNode after, List<String> lost) {
    if (after == null) {
      lost.add(path + " is gone");
    } else if (before.isObject()) {
      for (Map.Entry<String, JsonNode> field : before.properties()) {
        compare(path + "." + field.getKey(), field.getValue(), after.get(field.getKey()), lost);
      }
    } else if (before.isArray()) {
      for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
        if (i >= before.size()) {
          lost.add(path + " has grown");
        } else {
          compare(path + "[" + i + "]", before.get(i), after.get(i), lost);
        }
      }
    } else if (!same(before, after)) {
      lost.add(path + ": " + before + " became " + after);
    }
  }

  private static boolean same(JsonNode before, JsonNode after) {
    if (before.isNumber() && after.isNumber()) {
      return before.decimalValue().compareTo(after.decimalValue()) == 0;
    }
    return before.equals(after) || (before.isTextual() && instant(before).equals(instant(after)));
  }

  /** An ISO text and epoch seconds may stand for the same instant; anything else is itself. */
  private static Object instant(JsonNode value) {
    try {
      return value.isTextual()
          ? OffsetDateTime.parse(value.textValue()).toInstant()
          : Instant.ofEpochSecond(value.longValue());
    } catch (DateTimeParseException e) {
      return value;
    }
  }
}
