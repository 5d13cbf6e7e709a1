// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.io.Serializable;

/**
 * Order of the changes of one row: four unsigned sections, compared from the first to the last, as
 * BigQuery compares {@code _CHANGE_SEQUENCE_NUMBER}. It must be a pure function of the event, so
 * that retries and reordering end in the same row. Of two changes with equal sequences BigQuery
 * keeps the one that it received last.
 *
 * <p>The text form has four times 16 upper-case hexadecimal digits, so that texts sort as sequences
 * do.
 */
public record ChangeSequence(long first, long second, long third, long fourth)
    implements Comparable<ChangeSequence>, Serializable {
  /** Characters of the text form. */
  static final int TEXT_LENGTH = 4 * 16 + 3;

  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  /** Lowest of all sequences with that first section. */
  public static ChangeSequence of(long first) {
    return new ChangeSequence(first, 0, 0, 0);
  }

  public static ChangeSequence of(long first, long second) {
    return new ChangeSequence(first, second, 0, 0);
  }

  public static ChangeSequence of(long first, long second, long third) {
    return new ChangeSequence(first, second, third, 0);
  }

  public static ChangeSequence of(long first, long second, long third, long fourth) {
    return new ChangeSequence(first, second, third, fourth);
  }

  /**
   * Reads the text form, also with shorter or fewer sections as BigQuery accepts them; a missing
   * section counts as zero.
   *
   * @throws IllegalArgumentException if the text is not one to four hexadecimal sections
   */
  public static ChangeSequence parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length > 4) {
      throw new IllegalArgumentException(text + ": at most four sections are accepted");
    }
    long[] sections = new long[4];
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].isEmpty()
          || parts[i].length() > 16
          || parts[i].charAt(0) == '-'
          || parts[i].charAt(0) == '+') {
        throw new IllegalArgumentException(
            text + ": a section has 1 to 16 hexadecimal digits, not " + parts[i]);
      }
      sections[i] = Long.parseUnsignedLong(parts[i], 16);
    }
    return new ChangeSequence(sections[0], sections[1], sections[2], sections[3]);
  }

  @Override
  public int compareTo(ChangeSequence other) {
    int order = Long.compareUnsigned(first, other.first);
    if (order == 0) {
      order = Long.compareUnsigned(second, other.second);
    }
    if (order == 0) {
      order = Long.compareUnsigned(third, other.third);
    }
    return order == 0 ? Long.compareUnsigned(fourth, other.fourth) : order;
  }

  /** Writes the text form as ASCII and returns the position after it. */
  int writeTo(byte[] target, int offset) {
    int at = writeSection(first, target, offset);
    target[at++] = '/';
    at = writeSection(second, target, at);
    target[at++] = '/';
    at = writeSection(third, target, at);
    target[at++] = '/';
    return writeSection(fourth, target, at);
  }

  private static int writeSection(long section, byte[] target, int offset) {
    for (int digit = 0; digit < 16; digit++) {
      target[offset + digit] = DIGITS[(int) (section >>> (60 - 4 * digit)) & 0xF];
    }
    return offset + 16;
  }

  /** The text form: four sections of 16 digits, separated by slashes. */
  @Override
  public String toString() {
    byte[] text = new byte[TEXT_LENGTH];
    writeTo(text, 0);
    return new String(text, java.nio.charset.StandardCharsets.US_ASCII);
  }
}
