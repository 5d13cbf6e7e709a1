// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import java.util.List;
import java.util.Locale;

/**
 * The name that a source's column has in BigQuery: the same where that is allowed. A pure function
 * of the source's name, so that it does not depend on the files that come first.
 */
public final class ColumnNames {
  private static final int MOST_CHARS = 300;
  private static final List<String> RESERVED =
      List.of(
          "_TABLE_",
          "_FILE_",
          "_PARTITION",
          "_ROW_TIMESTAMP",
          "__ROOT__",
          "_COLIDENTIFIER",
          "_CHANGE_SEQUENCE_NUMBER",
          "_CHANGE_TYPE",
          "_CHANGE_TIMESTAMP",
          MetadataColumn.PREFIX.toUpperCase(Locale.ROOT));

  private ColumnNames() {}

  /**
   * Letters, digits and underscores stay, all else becomes an underscore; a digit at the start and
   * a prefix that is reserved, our own among them, get {@code c} before them.
   */
  public static String of(String source) {
    StringBuilder name = new StringBuilder(source.length() + 1);
    for (int i = 0; i < source.length() && name.length() < MOST_CHARS; i++) {
      char c = source.charAt(i);
      boolean allowed = c < 128 && (Character.isLetterOrDigit(c) || c == '_');
      name.append(allowed ? c : '_');
    }
    if (name.isEmpty()) {
      return "c_";
    }
    String upper = name.toString().toUpperCase(Locale.ROOT);
    boolean reserved = RESERVED.stream().anyMatch(upper::startsWith);
    if (reserved || Character.isDigit(name.charAt(0))) {
      name.insert(0, 'c');
      name.setLength(Math.min(name.length(), MOST_CHARS));
    }
    return name.toString();
  }
}
