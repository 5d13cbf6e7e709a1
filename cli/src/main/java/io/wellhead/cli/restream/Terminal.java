// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

/** Text of a server on its way to a terminal. */
final class Terminal {
  private Terminal() {}

  /** The text without control characters, which could move the cursor or change colors. */
  static String safe(String text) {
    return text.chars().noneMatch(Character::isISOControl)
        ? text
        : text.replaceAll("\\p{Cntrl}", "?");
  }
}
