// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.ArrayList;
import java.util.List;

/** Cuts a whole JSON array into its elements. */
final class JsonArray {

  private JsonArray() {}

  /** Takes the bounds of an element: from inclusive, to exclusive. */
  @FunctionalInterface
  interface Element {
    void take(int from, int to);
  }

  /** Hands out the elements only when the whole text is sound, so none is seen twice. */
  static void forEach(byte[] json, int from, Element element) throws JsonSyntaxException {
    List<int[]> bounds = new ArrayList<>();
    int at = JsonScanner.skipBlanks(json, from + 1, json.length);
    boolean more = at < json.length && json[at] != ']';
    while (more) {
      int end = JsonScanner.value(json, at, json.length);
      if (end == JsonScanner.INCOMPLETE) {
        throw new JsonSyntaxException("ends early", json.length);
      }
      bounds.add(new int[] {at, end});
      at = JsonScanner.skipBlanks(json, end, json.length);
      more = at < json.length && json[at] != ']';
      if (more) {
        at = JsonScanner.afterComma(json, at, json.length);
      }
    }
    if (at >= json.length || JsonScanner.skipBlanks(json, at + 1, json.length) < json.length) {
      throw new JsonSyntaxException("not one whole array", at);
    }
    bounds.forEach(bound -> element.take(bound[0], bound[1]));
  }
}
