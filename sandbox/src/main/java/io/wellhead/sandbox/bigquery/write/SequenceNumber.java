// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import io.wellhead.sandbox.bigquery.store.ValueException;

/**
 * {@code _CHANGE_SEQUENCE_NUMBER}: one to four sections of up to 16 hexadecimal digits, separated
 * by slashes. The normal form has four sections of 16 digits, so that its order as text is the
 * order of the numbers.
 */
final class SequenceNumber {
  private static final int SECTIONS = 4;
  private static final int DIGITS = 16;

  private SequenceNumber() {}

  static String normalize(String text) throws ValueException {
    StringBuilder normal = new StringBuilder(SECTIONS * (DIGITS + 1));
    int sections = 0;
    int start = 0;
    while (start <= text.length()) {
      int slash = text.indexOf('/', start);
      int end = slash < 0 ? text.length() : slash;
      if (++sections > SECTIONS || end == start || end - start > DIGITS) {
        throw refused(text);
      }
      appendSection(normal, text, start, end);
      start = end + 1;
    }
    for (; sections < SECTIONS; sections++) {
      normal.append("/0000000000000000");
    }
    return normal.toString();
  }

  private static void appendSection(StringBuilder normal, String text, int start, int end)
      throws ValueException {
    if (!normal.isEmpty()) {
      normal.append('/');
    }
    for (int pad = DIGITS - (end - start); pad > 0; pad--) {
      normal.append('0');
    }
    for (int i = start; i < end; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        throw refused(text);
      }
      normal.append(Character.forDigit(digit, 16));
    }
  }

  private static ValueException refused(String text) {
    String shown = text.length() > 80 ? text.substring(0, 80) + "..." : text;
    return new ValueException(
        "Invalid _CHANGE_SEQUENCE_NUMBER '"
            + shown
            + "'; accepted: one to four sections of 1 to 16 hexadecimal digits, separated by '/'");
  }
}
