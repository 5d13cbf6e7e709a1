// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what a mistyped name was meant to be. */
final class Nearest {
  private static final int LETTERS_PER_MISTAKE = 3;

  private Nearest() {}

  /** The nearest of the names, if it is near enough. */
  static @Nullable String of(String name, Collection<String> known) {
    String lower = name.toLowerCase(Locale.ROOT);
    String nearest = null;
    int least = Math.max(1, name.length() / LETTERS_PER_MISTAKE) + 1;
    for (String one : known) {
      int distance = distance(lower, one.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        nearest = one;
      }
    }
    return nearest;
  }

  /** Letters to add, take away or change: one row of the usual table at a time. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
