// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.model.WireFormatException;
import io.wellhead.restream.model.WireJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Cuts a listing of data changes (ReStream API, section 7.2) into its changes, undecoded. */
final class ChangeLogCutter {

  private static final String KEY = "change_log";
  private static final byte[] QUOTED_KEY = {
    '"', 'c', 'h', 'a', 'n', 'g', 'e', '_', 'l', 'o', 'g', '"'
  };

  private ChangeLogCutter() {}

  /**
   * The changes as received.
   *
   * @throws WireFormatException when the listing is not the documented envelope
   */
  static List<byte[]> cut(byte[] json) {
    Object log = WireJson.decode(json, Map.class).get(KEY);
    if (log == null) {
      return List.of();
    }
    if (!(log instanceof List<?>)) {
      throw new WireFormatException("change_log is not an array");
    }
    try {
      return elements(json);
    } catch (JsonSyntaxException e) {
      throw new WireFormatException(e.getMessage());
    }
  }

  /** Of an envelope that was decoded before, so each value is known to be whole. */
  private static List<byte[]> elements(byte[] json) throws JsonSyntaxException {
    List<byte[]> changes = new ArrayList<>();
    int at = JsonScanner.skipBlanks(json, 0, json.length) + 1;
    at = JsonScanner.skipBlanks(json, at, json.length);
    while (json[at] != '}') {
      int keyEnd = JsonScanner.key(json, at, json.length);
      boolean isLog = Arrays.equals(json, at, keyEnd, QUOTED_KEY, 0, QUOTED_KEY.length);
      int value = JsonScanner.afterColon(json, keyEnd, json.length);
      int end = JsonScanner.value(json, value, json.length);
      if (isLog) {
        byte[] array = Arrays.copyOfRange(json, value, end);
        JsonArray.forEach(array, 0, (from, to) -> changes.add(Arrays.copyOfRange(array, from, to)));
      }
      at = JsonScanner.skipBlanks(json, end, json.length);
      if (json[at] != '}') {
        at = JsonScanner.afterComma(json, at, json.length);
      }
    }
    return List.copyOf(changes);
  }
}
