// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static io.wellhead.transforms.changesettings.Problems.member;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Looks for columns that settings use although others of the same table take them away. */
final class ColumnUses {
  private final TableEntry table;
  private final String path;
  private final Problems problems;

  /** Names in the source of columns that are dropped; names here are in lower case. */
  private final Set<String> dropped = new HashSet<>();

  /** New names of columns by their old ones. */
  private final Map<String, String> renamed = new HashMap<>();

  /** Names that columns of the settings have in the current state. */
  private final Set<String> results = new HashSet<>();

  private ColumnUses(TableEntry table, String path, Problems problems) {
    this.table = table;
    this.path = path;
    this.problems = problems;
    table
        .columns()
        .forEach(
            (name, rules) -> {
              if (rules.isDropped()) {
                dropped.add(lower(name));
              } else {
                results.add(lower(rules.rename() == null ? name : rules.rename()));
              }
              if (rules.rename() != null) {
                renamed.put(lower(name), rules.rename());
              }
            });
  }

  /** Adds what is wrong. */
  static void check(TableEntry table, String path, Problems problems) {
    new ColumnUses(table, path, problems).check();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void check() {
    ofSource(table.key(), member(path, "key"));
    ofSource(table.keepOnly(), member(path, "keep_only"));
    table
        .columns()
        .forEach(
            (name, rules) -> {
              if (rules.from() != null) {
                String place = member(member(member(path, "columns"), name), "from");
                ofSource(List.of(rules.from()), place);
                kept(rules.from(), place);
              }
            });
    ofResult(table.clusterBy(), member(path, "cluster_by"));
    if (table.partitionBy() != null) {
      ofResult(List.of(table.partitionBy()), member(path, "partition_by"));
    }
    checkQuality();
  }

  private void checkQuality() {
    Set<String> computed = new HashSet<>();
    table
        .quality()
        .forEach(
            (name, quality) -> {
              String place = member(member(path, "quality"), name);
              for (QualityEntry.Rule rule : quality.rules()) {
                ofResult(rule.columns(), place);
                rule.columns().forEach(column -> computed(column, name, computed, place));
              }
              if (quality.exists() == null) {
                computed.add(lower(name));
              }
            });
  }

  /** A rule may look at quality columns, but only at those that the row tells before. */
  private void computed(String column, String name, Set<String> computed, String place) {
    if (column.equalsIgnoreCase(name)) {
      problems.add(place, "looks at itself; a computed column needs a name of its own");
    } else if (table.quality().keySet().stream().anyMatch(column::equalsIgnoreCase)
        && !computed.contains(lower(column))) {
      problems.add(place, column + " is computed later, or not from the row alone");
    }
  }

  private void ofSource(List<String> names, String place) {
    for (String name : names) {
      if (dropped.contains(lower(name))) {
        problems.add(place, name + " is dropped by columns");
      }
    }
  }

  private void kept(String name, String place) {
    boolean kept =
        table.keepOnly().isEmpty()
            || table.keepOnly().stream().anyMatch(name::equalsIgnoreCase)
            || table.key().stream().anyMatch(name::equalsIgnoreCase);
    if (!kept) {
      problems.add(place, name + " is not among keep_only");
    }
  }

  private void ofResult(List<String> names, String place) {
    for (String name : names) {
      String lower = lower(name);
      if (results.contains(lower)) {
        continue;
      }
      if (dropped.contains(lower)) {
        problems.add(place, name + " is dropped by columns");
      } else if (renamed.containsKey(lower)) {
        problems.add(place, name + " is called " + renamed.get(lower) + " here");
      }
    }
  }
}
