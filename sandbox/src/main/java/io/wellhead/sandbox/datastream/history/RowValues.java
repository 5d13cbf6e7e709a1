// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.history;

import io.wellhead.sandbox.datastream.Column;
import io.wellhead.sandbox.datastream.ColumnType;
import io.wellhead.sandbox.datastream.ColumnType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the contents of rows: keys of a small range, so that they come again, and other columns.
 */
final class RowValues {
  private static final List<String> PARTS = List.of("a", "b", "");

  private final RandomGenerator random;
  private final Values values;
  private final boolean documents;

  /**
   * @param documents rows are documents with their {@code _id}
   */
  RowValues(RandomGenerator random, Values values, boolean documents) {
    this.random = random;
    this.values = values;
    this.documents = documents;
  }

  /** The key with a number. */
  List<Object> key(List<Column> columns, int number) {
    List<Object> key = new ArrayList<>();
    for (Column column : columns) {
      if (documents) {
        key.add(documentId(number));
      } else if (column.type().kind() == Kind.STRING) {
        key.add(PARTS.get(random.nextInt(PARTS.size())));
      } else {
        key.add(number(column.type(), number));
      }
    }
    return key;
  }

  /** The value of a key's first column, of the class of its type. */
  Object number(ColumnType type, long number) {
    return type.kind() == Kind.INTEGER ? Math.toIntExact(number) : (Object) number;
  }

  /** A new row with a key. */
  List<@Nullable Object> row(List<Object> key, List<Column> columns) {
    List<@Nullable Object> row = new ArrayList<>(key);
    for (Column column : columns.subList(key.size(), columns.size())) {
      row.add(documents ? document(key.get(0)) : values.next(column.type()));
    }
    return row;
  }

  /** The row with some of its columns changed, but not its key. */
  List<@Nullable Object> changed(List<@Nullable Object> row, int keys, List<Column> columns) {
    List<@Nullable Object> fresh = row(List.copyOf(row.subList(0, keys)), columns);
    List<@Nullable Object> changed = new ArrayList<>(row);
    for (int i = keys; i < columns.size(); i++) {
      if (documents || random.nextInt(3) == 0) {
        changed.set(i, fresh.get(i));
      }
    }
    return changed;
  }

  /** Ids of the three forms that occur: an object's, a text, a number. */
  private static String documentId(int number) {
    return switch (number % 3) {
      case 0 -> String.format(Locale.ROOT, "{\"$oid\":\"65a7d2b4e1f0c3a9%08x\"}", number);
      case 1 -> "\"order " + number + "\"";
      default -> Integer.toString(number);
    };
  }

  private String document(Object id) {
    return "{\"_id\":"
        + id
        + ",\"total\":{\"$numberDecimal\":\""
        + random.nextInt(10_000)
        + ".50\"},\"count\":{\"$numberLong\":\""
        + random.nextLong()
        + "\"},\"at\":{\"$date\":"
        + random.nextLong(1_600_000_000_000L, 1_800_000_000_000L)
        + "},\"ratio\":"
        + (random.nextInt(8) == 0 ? "NaN" : Double.toString(random.nextInt(1000) / 8d))
        + ",\"tags\":[\"pilot\",null,{\"deep\":true}]}";
  }
}
