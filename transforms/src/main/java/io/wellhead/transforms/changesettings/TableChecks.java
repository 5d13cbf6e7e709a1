// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static io.wellhead.transforms.changesettings.Problems.member;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a schema cannot say of tables: members that contradict each other, and names that collide.
 */
final class TableChecks {
  private static final List<String> RESERVED =
      List.of(
          "_table_",
          "_file_",
          "_partition",
          "_row_timestamp",
          "__root__",
          "_colidentifier",
          "_change_sequence_number",
          "_change_type",
          "_change_timestamp",
          "_metadata_");

  private final TableEntry table;
  private final String path;
  private final Problems problems;

  private TableChecks(TableEntry table, String path, Problems problems) {
    this.table = table;
    this.path = path;
    this.problems = problems;
  }

  /**
   * Adds what is wrong with the entries, alone and together.
   *
   * @param tables by their paths, in their order
   */
  static void check(Map<String, TableEntry> tables, Problems problems) {
    Map<String, TableEntry> earlier = new LinkedHashMap<>();
    tables.forEach(
        (path, table) -> {
          new TableChecks(table, path, problems).check();
          earlier.entrySet().stream()
              .filter(other -> covers(other.getValue(), table))
              .findFirst()
              .ifPresent(
                  other ->
                      problems.add(
                          member(path, "match"),
                          "no event gets here: "
                              + other.getKey()
                              + " matches all that this does, and the first that matches counts"));
          earlier.put(path, table);
        });
  }

  private static boolean covers(TableEntry one, TableEntry other) {
    TableEntry.Match a = one.match();
    TableEntry.Match b = other.match();
    return a != null
        && b != null
        && NamePattern.covers(a.table(), b.table())
        && NamePattern.covers(a.schema(), b.schema())
        && NamePattern.covers(a.database(), b.database())
        && NamePattern.covers(a.stream(), b.stream());
  }

  private void check() {
    if (table.match() == null) {
      problems.add(path, "match is missing");
    }
    if (table.expiration() != null && table.partitionBy() == null) {
      problems.add(member(path, "expiration"), "there are no partitions without partition_by");
    }
    twice("key", table.key());
    twice("cluster_by", table.clusterBy());
    twice("keep_only", table.keepOnly());
    if (table.filter() != null) {
      ConditionChecks.check(table.filter(), member(path, "filter"), problems);
    }
    table
        .columns()
        .forEach(
            (name, column) ->
                ColumnChecks.check(column, member(member(path, "columns"), name), problems));
    table
        .quality()
        .forEach(
            (name, quality) ->
                QualityChecks.check(quality, member(member(path, "quality"), name), problems));
    ColumnUses.check(table, path, problems);
    checkReferences();
    checkNames();
  }

  /** A view is made of the table, whichever event comes first. */
  private void checkReferences() {
    boolean refers = table.quality().values().stream().anyMatch(q -> q.exists() != null);
    if (refers) {
      fixed("domain", table.domain());
      fixed("table", table.table());
    }
  }

  private void fixed(String name, @Nullable String template) {
    if (template == null || template.indexOf('{') >= 0) {
      problems.add(
          member(path, name),
          (template == null ? "is missing" : "\"" + template + "\" found")
              + "; accepted with exists in quality: a name without tokens");
    }
  }

  private void twice(String name, List<String> columns) {
    Map<String, String> seen = new HashMap<>();
    for (String column : columns) {
      String other = seen.put(column.toLowerCase(Locale.ROOT), column);
      if (other != null) {
        problems.add(
            member(path, name),
            other.equals(column)
                ? "names " + column + " twice"
                : "names " + other + " and " + column + ", which are one column");
      }
    }
  }

  /** Names of new columns must be those of no other. */
  private void checkNames() {
    Map<String, String> places = new LinkedHashMap<>();
    String columns = member(path, "columns");
    table
        .columns()
        .forEach(
            (name, column) -> {
              String place = member(columns, name);
              if (column.isDropped()) {
                return;
              }
              String result = column.rename() == null ? name : column.rename();
              if (column.rename() != null) {
                reserved(result, member(place, "rename"));
              }
              name(result, place, places);
              if (column.onError() == OnError.KEEP_TEXT) {
                name(result + "_text", member(place, "on_error"), places);
              }
            });
    if (table.processingTime() != null) {
      String place = member(path, "processing_time");
      reserved(table.processingTime(), place);
      name(table.processingTime(), place, places);
    }
    if (table.shard() != null) {
      String place = member(member(path, "shard"), "column");
      reserved(table.shard().column(), place);
      name(table.shard().column(), place, places);
    }
    table
        .quality()
        .forEach(
            (name, quality) -> {
              String place = member(member(path, "quality"), name);
              reserved(name, place);
              name(name, place, places);
            });
  }

  private void name(String name, String place, Map<String, String> places) {
    String other = places.putIfAbsent(name.toLowerCase(Locale.ROOT), place);
    if (other != null) {
      problems.add(place, "makes a column " + name + ", which " + other + " makes already");
    }
  }

  private void reserved(String name, String place) {
    for (String prefix : RESERVED) {
      if (name.toLowerCase(Locale.ROOT).startsWith(prefix)) {
        problems.add(place, "\"" + name + "\" found; names with " + prefix + " are reserved");
      }
    }
  }
}
