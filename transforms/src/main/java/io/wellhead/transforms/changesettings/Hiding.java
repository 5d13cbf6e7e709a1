// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import io.wellhead.transforms.changeevents.PlainText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/** Makes text of values that tells less of them, or nothing. */
final class Hiding {
  private static final HexFormat HEX = HexFormat.of();

  private Hiding() {}

  /** The value's text, changed. */
  static Object of(Object value, UnaryOperator<String> change) {
    return change.apply(PlainText.of(value));
  }

  /** The digest of the salt with the text behind it. */
  static UnaryOperator<String> hash(String salt) {
    MessageDigest digest = sha256();
    byte[] first = salt.getBytes(StandardCharsets.UTF_8);
    return text -> {
      digest.update(first);
      return HEX.formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    };
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Stars for all characters but those that are kept; for all if no more than those are there. */
  static UnaryOperator<String> mask(ColumnEntry.Mask mask) {
    return text -> {
      int[] characters = text.codePoints().toArray();
      boolean all = characters.length <= mask.keepFirst() + mask.keepLast();
      int from = all ? 0 : mask.keepFirst();
      int to = all ? characters.length : characters.length - mask.keepLast();
      StringBuilder masked = new StringBuilder(text.length());
      for (int i = 0; i < characters.length; i++) {
        if (i >= from && i < to) {
          masked.append('*');
        } else {
          masked.appendCodePoint(characters[i]);
        }
      }
      return masked.toString();
    };
  }

  /** The first characters. */
  static UnaryOperator<String> truncate(int most) {
    return text ->
        text.codePointCount(0, text.length()) <= most
            ? text
            : text.substring(0, text.offsetByCodePoints(0, most));
  }
}
