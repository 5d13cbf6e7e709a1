// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.wellhead.restream.model.Room;
import java.util.HexFormat;

/**
 * Tells records apart by content: 64 bits over the record's JSON without the blanks between its
 * tokens, so that the socket's and the REST form of a record are one. The same in every release.
 */
final class RecordFingerprint {
  private static final HashFunction HASH = Hashing.farmHashFingerprint64();

  private RecordFingerprint() {}

  /** The fingerprint of a valid JSON object that lies in the bytes from start to before end. */
  static long of(byte[] json, int start, int end) {
    if (!hasBlanks(json, start, end)) {
      return HASH.hashBytes(json, start, end - start).asLong();
    }
    byte[] dense = new byte[end - start];
    int length = copyWithoutBlanks(json, start, end, dense);
    return HASH.hashBytes(dense, 0, length).asLong();
  }

  /**
   * The id under which a record is known for good, such as {@code
   * 9102-1906538400-00f3a5c1d2e4b687}. Records without a site carry their room instead.
   */
  static String recordId(Room room, long siteId, long eventTime, long fingerprint) {
    String place = siteId == Measurement.NO_SITE ? room.toString() : Long.toString(siteId);
    return place + "-" + eventTime + "-" + HexFormat.of().toHexDigits(fingerprint);
  }

  /** May be wrong about blanks inside of texts, which costs a copy and nothing else. */
  private static boolean hasBlanks(byte[] json, int start, int end) {
    for (int i = start; i < end; i++) {
      // Bytes of other scripts are negative.
      if (json[i] <= ' ' && json[i] >= 0) {
        return true;
      }
    }
    return false;
  }

  private static int copyWithoutBlanks(byte[] json, int start, int end, byte[] dense) {
    int length = 0;
    boolean inText = false;
    for (int i = start; i < end; i++) {
      byte b = json[i];
      if (inText) {
        dense[length++] = b;
        if (b == '\\') {
          dense[length++] = json[++i];
        } else if (b == '"') {
          inText = false;
        }
      } else if (b > ' ' || b < 0) {
        dense[length++] = b;
        inText = b == '"';
      }
    }
    return length;
  }
}
