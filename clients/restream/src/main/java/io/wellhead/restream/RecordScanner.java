// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import org.jspecify.annotations.Nullable;

/**
 * Finds the end of a data record and, on the way, its timestamp and site id (ReStream API, section
 * 6.1). Used by one thread; the findings are those of the last {@link #scan}.
 */
final class RecordScanner {

  private static final byte[] TIMESTAMP = {'t', 'i', 'm', 'e', 's', 't', 'a', 'm', 'p'};
  private static final byte[] SITE_ID = {'s', 'i', 't', 'e', '_', 'i', 'd'};
  private static final byte[] UNIX_TIMESTAMP = {
    'u', 'n', 'i', 'x', '_', 't', 'i', 'm', 'e', 's', 't', 'a', 'm', 'p'
  };

  private final IntegerSlot timestamp = new IntegerSlot();
  private final IntegerSlot unixTimestamp = new IntegerSlot();
  private final IntegerSlot siteId = new IntegerSlot();

  /** An integer under a key that may be missing, doubled or of a wrong type. */
  private static final class IntegerSlot {
    long value;
    boolean present;
    boolean wrongType;
    boolean doubled;

    void clear() {
      present = false;
      wrongType = false;
      doubled = false;
    }

    void take(byte[] bytes, int from, int to) {
      doubled = present;
      present = true;
      wrongType = true;
      boolean negative = bytes[from] == '-';
      int at = negative ? from + 1 : from;
      if (to - at > 18) {
        return;
      }
      long magnitude = 0;
      for (; at < to; at++) {
        if (bytes[at] < '0' || bytes[at] > '9') {
          return;
        }
        magnitude = magnitude * 10 + (bytes[at] - '0');
      }
      value = negative ? -magnitude : magnitude;
      wrongType = false;
    }

    @Nullable String problem(String name) {
      return doubled ? name + " stands twice" : wrongType ? name + " is not a whole number" : null;
    }
  }

  /**
   * Scans the object that begins at the index.
   *
   * @return the index after it, or {@link JsonScanner#INCOMPLETE}
   */
  int scan(byte[] bytes, int from, int limit) throws JsonSyntaxException {
    timestamp.clear();
    unixTimestamp.clear();
    siteId.clear();
    int at = JsonScanner.skipBlanks(bytes, from + 1, limit);
    if (at < limit && bytes[at] == '}') {
      return at + 1;
    }
    while (true) {
      int keyEnd = JsonScanner.key(bytes, at, limit);
      int value =
          keyEnd == JsonScanner.INCOMPLETE ? keyEnd : JsonScanner.afterColon(bytes, keyEnd, limit);
      int end = value == JsonScanner.INCOMPLETE ? value : JsonScanner.value(bytes, value, limit);
      if (end == JsonScanner.INCOMPLETE) {
        return end;
      }
      IntegerSlot slot = slot(bytes, at + 1, keyEnd - 1);
      if (slot != null) {
        slot.take(bytes, value, end);
      }
      at = JsonScanner.skipBlanks(bytes, end, limit);
      if (at >= limit) {
        return JsonScanner.INCOMPLETE;
      } else if (bytes[at] == '}') {
        return at + 1;
      }
      at = JsonScanner.afterComma(bytes, at, limit);
    }
  }

  /** The record in the bytes that were just scanned. */
  DataRecord record(byte[] bytes, int from, int to) {
    IntegerSlot time = timestamp.present ? timestamp : unixTimestamp;
    String problem = time.present ? time.problem("timestamp") : "timestamp is missing";
    if (problem == null && siteId.present) {
      problem = siteId.problem("site_id");
    }
    return new DataRecord(bytes, from, to, time.value, siteId.present, siteId.value, problem);
  }

  private @Nullable IntegerSlot slot(byte[] bytes, int from, int to) {
    return switch (to - from) {
      case 7 -> matches(bytes, from, SITE_ID) ? siteId : null;
      case 9 -> matches(bytes, from, TIMESTAMP) ? timestamp : null;
      case 14 -> matches(bytes, from, UNIX_TIMESTAMP) ? unixTimestamp : null;
      default -> null;
    };
  }

  private static boolean matches(byte[] bytes, int from, byte[] name) {
    for (int i = 0; i < name.length; i++) {
      if (bytes[from + i] != name[i]) {
        return false;
      }
    }
    return true;
  }
}
