// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives the field names of records as strings without making the same strings for each record.
 * Records of one room repeat their names in one order, so each name remembers which came after it
 * last: mostly one comparison of bytes finds the next. A bounded memory: of names that fall into
 * one slot the last one is kept. Any thread: bytes and text never change, and a race at worst makes
 * a string once more or guesses wrong.
 */
final class FieldNames {
  private static final int SLOTS = 4096;
  private static final int LONGEST = 128;
  private static final Name[] NAMES = new Name[SLOTS];

  /** What comes before the first name of a record. */
  static final Name START = new Name(new byte[0], "");

  /** A name as bytes and as text. */
  static final class Name {
    private final byte[] bytes;
    final String text;

    /** The slot of the name that came after it last; any slot is a guess. */
    private int follower;

    private Name(byte[] bytes, String text) {
      this.bytes = bytes;
      this.text = text;
    }

    int length() {
      return bytes.length;
    }

    private boolean isAt(byte[] json, int from, int to) {
      return Arrays.equals(bytes, 0, bytes.length, json, from, to);
    }
  }

  private FieldNames() {}

  /** The name that followed last time, if it stands here again up to a closing quote. */
  static @Nullable Name follower(Name before, byte[] json, int from, int limit) {
    Name guess = NAMES[before.follower];
    if (guess == null) {
      return null;
    }
    int to = from + guess.bytes.length;
    return to < limit && json[to] == '"' && guess.isAt(json, from, to) ? guess : null;
  }

  /**
   * The name in these bytes, which are ASCII without escapes.
   *
   * @param hash any hash of the bytes, always the same one
   */
  static Name of(Name before, byte[] json, int from, int to, int hash) {
    int slot = (hash ^ hash >>> 15) & (SLOTS - 1);
    Name name = NAMES[slot];
    if (name == null || !name.isAt(json, from, to)) {
      String text = new String(json, from, to - from, StandardCharsets.ISO_8859_1);
      name = new Name(Arrays.copyOfRange(json, from, to), text);
      if (to - from > LONGEST) {
        return name;
      }
      NAMES[slot] = name;
    }
    before.follower = slot;
    return name;
  }
}
