// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions of settings. */
final class Expressions {
  private Expressions() {}

  /** Adds the problem if it is none. */
  static void check(String expression, String path, Problems problems) {
    try {
      Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      problems.add(
          path,
          "\""
              + expression
              + "\" found; no regular expression: "
              + e.getDescription()
              + " at character "
              + (e.getIndex() + 1));
    }
  }
}
