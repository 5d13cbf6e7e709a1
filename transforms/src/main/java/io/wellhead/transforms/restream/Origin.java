// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.util.Locale;

/**
 * Way by which a record came; the {@code origin} column of {@code restream_bronze.measurements}.
 */
public enum Origin {
  /** Over the measurement socket, as it happened. */
  LIVE(0),
  /** Over the measurement socket, as history that was asked for. */
  REPLAY(1),
  /** Over REST, because the socket left it out. */
  GAP_FILL(2),
  /** Over REST, because the vendor announced that it changed. */
  CORRECTION(3);

  private static final Origin[] BY_CODE = values();

  private final int code;

  Origin(int code) {
    this.code = code;
  }

  /** The text of the warehouse column, such as {@code gap_fill}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The number that stands for this value in encodings; it never changes. */
  int code() {
    return code;
  }

  /**
   * The origin of a number.
   *
   * @throws IllegalArgumentException if no origin has this number
   */
  static Origin ofCode(int code) {
    if (code < 0 || code >= BY_CODE.length) {
      throw new IllegalArgumentException("origin code " + code + ", accepted are 0 to 3");
    }
    return BY_CODE[code];
  }
}
