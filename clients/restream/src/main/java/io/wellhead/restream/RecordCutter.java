// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts whole JSON texts into records: a single record, or the envelope of a measurement frame. */
final class RecordCutter {

  private static final byte[] MESSAGE = {'"', 'm', 'e', 's', 's', 'a', 'g', 'e', '"'};

  private RecordCutter() {}

  static DataRecord single(byte[] json) {
    RecordScanner scanner = new RecordScanner();
    try {
      int from = JsonScanner.skipBlanks(json, 0, json.length);
      if (from == json.length || json[from] != '{') {
        throw malformed("record: not a JSON object");
      }
      int to = scanner.scan(json, from, json.length);
      requireEnd(json, to, "record");
      return scanner.record(json, from, to);
    } catch (JsonSyntaxException e) {
      throw malformed("record: " + e.getMessage());
    }
  }

  /** The records of {@code {"session_key": ..., "message": record or [records]}} (section 4.2). */
  static List<DataRecord> frame(byte[] json) {
    try {
      int at = JsonScanner.skipBlanks(json, 0, json.length);
      if (at == json.length || json[at] != '{') {
        throw malformed("frame: not a JSON object");
      }
      return envelope(json, at);
    } catch (JsonSyntaxException e) {
      throw malformed("frame: " + e.getMessage());
    }
  }

  private static List<DataRecord> envelope(byte[] json, int from) throws JsonSyntaxException {
    List<DataRecord> records = null;
    int at = JsonScanner.skipBlanks(json, from + 1, json.length);
    boolean more = at < json.length && json[at] != '}';
    while (more) {
      int keyEnd = complete(JsonScanner.key(json, at, json.length));
      int value = complete(JsonScanner.afterColon(json, keyEnd, json.length));
      List<DataRecord> cut = new ArrayList<>(1);
      if (isMessage(json, at, keyEnd)) {
        if (records != null) {
          throw malformed("frame: message stands twice");
        }
        records = cut;
        at = message(json, value, cut);
      } else {
        at = complete(JsonScanner.value(json, value, json.length));
      }
      at = JsonScanner.skipBlanks(json, at, json.length);
      more = at < json.length && json[at] != '}';
      if (more) {
        at = JsonScanner.afterComma(json, at, json.length);
      }
    }
    requireEnd(json, at < json.length ? at + 1 : JsonScanner.INCOMPLETE, "frame");
    if (records == null) {
      throw malformed("frame: message is missing");
    }
    return List.copyOf(records);
  }

  private static boolean isMessage(byte[] json, int from, int to) {
    return Arrays.equals(json, from, to, MESSAGE, 0, MESSAGE.length);
  }

  private static int message(byte[] json, int from, List<DataRecord> into)
      throws JsonSyntaxException {
    RecordScanner scanner = new RecordScanner();
    if (from < json.length && json[from] == '{') {
      return record(scanner, json, from, into);
    } else if (from >= json.length || json[from] != '[') {
      int end = complete(JsonScanner.value(json, from, json.length));
      if (json[from] != 'n') {
        throw malformed("frame: message is neither a record nor an array of records");
      }
      return end;
    }
    int at = JsonScanner.skipBlanks(json, from + 1, json.length);
    boolean more = at < json.length && json[at] != ']';
    while (more) {
      if (json[at] != '{') {
        throw malformed("frame: an element of message is not an object");
      }
      at = JsonScanner.skipBlanks(json, record(scanner, json, at, into), json.length);
      more = at < json.length && json[at] != ']';
      if (more) {
        at = JsonScanner.afterComma(json, at, json.length);
        requireMore(json, at);
      }
    }
    requireMore(json, at);
    return at + 1;
  }

  private static int record(RecordScanner scanner, byte[] json, int from, List<DataRecord> into)
      throws JsonSyntaxException {
    int to = complete(scanner.scan(json, from, json.length));
    into.add(scanner.record(json, from, to));
    return to;
  }

  private static void requireMore(byte[] json, int at) {
    if (at >= json.length) {
      throw malformed("frame: ends early");
    }
  }

  private static int complete(int end) {
    if (end == JsonScanner.INCOMPLETE) {
      throw malformed("frame: ends early");
    }
    return end;
  }

  private static void requireEnd(byte[] json, int end, String what) {
    if (end == JsonScanner.INCOMPLETE) {
      throw malformed(what + ": ends early");
    } else if (JsonScanner.skipBlanks(json, end, json.length) < json.length) {
      throw malformed(what + ": more than one JSON value");
    }
  }

  static MalformedDataException malformed(String message) {
    return new MalformedDataException(message, ErrorPlace.NOWHERE, null);
  }
}
