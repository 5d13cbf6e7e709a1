// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import org.jspecify.annotations.Nullable;

/** Names with {@code *} for any characters. */
final class NamePattern {
  private NamePattern() {}

  /** Whether the whole name matches; no pattern matches every name. */
  static boolean matches(@Nullable String pattern, String name) {
    if (pattern == null) {
      return true;
    }
    int star = -1;
    int retry = 0;
    int p = 0;
    int n = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        retry = n;
      } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
        p++;
        n++;
      } else if (star >= 0) {
        // The last star takes one character more.
        p = star + 1;
        n = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Whether every name that the other pattern matches is matched by this one as well. */
  static boolean covers(@Nullable String pattern, @Nullable String other) {
    // A star of the other is a character that only a star matches.
    return pattern == null || matches(pattern, other == null ? "*" : other);
  }
}
