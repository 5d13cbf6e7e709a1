// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static io.wellhead.transforms.changesettings.Problems.member;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a schema cannot say of the rules of a column. */
final class ColumnChecks {
  private ColumnChecks() {}

  static void check(ColumnEntry column, String path, Problems problems) {
    List<String> replacing = new ArrayList<>();
    add(replacing, "drop", column.drop());
    add(replacing, "hash", column.hash());
    add(replacing, "mask", column.mask());
    add(replacing, "truncate", column.truncate());
    add(replacing, "constant", column.constant());
    add(replacing, "from", column.from());
    List<String> making = new ArrayList<>();
    add(making, "json_path", column.jsonPath());
    add(making, "decode", column.decode());
    add(making, "normalize", column.normalize());
    add(making, "type", column.type());
    add(making, "on_error", column.onError());
    if (replacing.size() > 1) {
      problems.add(path, String.join(" and ", replacing) + " contradict each other");
    } else if (column.isDropped() && (!making.isEmpty() || column.rename() != null)) {
      problems.add(path, "of a column with drop nothing is left for other rules");
    } else if (!making.isEmpty()
        && (column.hash() != null || column.mask() != null || column.constant() != null)) {
      problems.add(
          path,
          replacing.get(0) + " makes the value, nothing is left for " + String.join(", ", making));
    }
    if (column.jsonPath() != null) {
      try {
        JsonPath.parse(column.jsonPath());
      } catch (IllegalArgumentException e) {
        problems.add(member(path, "json_path"), String.valueOf(e.getMessage()));
      }
    }
    if (column.onError() == OnError.KEEP_TEXT && column.type() == null && column.decode() == null) {
      problems.add(
          member(path, "on_error"),
          "keep_text keeps what type or decode cannot make, and neither is there");
    }
    if (column.decode() != null && column.normalize() != null) {
      problems.add(member(path, "normalize"), "decode makes bytes, which have no text to clean");
    }
    if (column.decode() != null && column.type() != null && column.type() != TargetType.BYTES) {
      problems.add(member(path, "type"), column.type() + " found; decode makes BYTES");
    }
  }

  private static void add(List<String> names, String name, @Nullable Object value) {
    if (value != null) {
      names.add(name);
    }
  }
}
