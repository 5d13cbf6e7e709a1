// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns of a table between two changes of its schema.
 *
 * @param key the files' {@code schema_key}: 40 hexadecimal digits, a hash of the object and columns
 * @param columns in the source's order
 */
public record RowSchema(String key, List<Column> columns) {
  public RowSchema {
    columns = List.copyOf(columns);
  }

  /**
   * The schema of a table.
   *
   * @param object name of the table in paths
   */
  public static RowSchema of(String object, List<Column> columns) {
    return new RowSchema(hash(object + columns), columns);
  }

  /** The place of a column, -1 if there is none of that name. */
  public int indexOf(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    return -1;
  }

  /** The key stands for the columns. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RowSchema schema && key.equals(schema.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
