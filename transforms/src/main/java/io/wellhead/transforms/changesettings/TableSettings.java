// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.PayloadSchema;
import io.wellhead.transforms.warehouse.ColumnType;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a table is to be, apart from what is done with its events. Immutable. */
public final class TableSettings implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  private static final Pattern DURATION = Pattern.compile("([0-9]+)([smhd])");

  private final TableEntry entry;

  /**
   * A column whose value is one if another table has a row for it.
   *
   * @param name of the BOOL column
   * @param column whose value is looked for, of this table
   * @param table that is looked in, {@code dataset.table} without prefix
   * @param key column of that table
   * @param whenNull value where there is nothing to look for
   */
  public record Reference(
      String name, String column, String table, String key, @Nullable Boolean whenNull)
      implements Serializable {}

  TableSettings(TableEntry entry) {
    this.entry = entry;
  }

  TableEntry entry() {
    return entry;
  }

  boolean matches(SourceNames names) {
    return entry.match() != null && names.match(entry.match());
  }

  /** Whether events of the table are read at all. */
  public boolean isIncluded() {
    return !Boolean.FALSE.equals(entry.include());
  }

  /** Whether anything of its events must not be stored. */
  public boolean hidesAnything() {
    return !isIncluded()
        || !entry.keepOnly().isEmpty()
        || entry.columns().values().stream().anyMatch(ColumnEntry::hides);
  }

  /** Whether there is a table of the current state. */
  public boolean hasCurrentState() {
    return !Boolean.FALSE.equals(entry.currentState());
  }

  /** Whether there is a table of all versions. */
  public boolean hasHistory() {
    return Boolean.TRUE.equals(entry.history());
  }

  /** Template of the domain. */
  public Optional<String> domain() {
    return Optional.ofNullable(entry.domain());
  }

  /** Template of the table's name. */
  public Optional<String> table() {
    return Optional.ofNullable(entry.table());
  }

  /** The key by names of the source; empty if it is the one that the source tells. */
  public List<String> key() {
    return entry.key();
  }

  /** The value of the column that tells where a row comes from and joins the key. */
  public Optional<String> shard(ChangeEvent event) {
    return Optional.ofNullable(entry.shard())
        .map(shard -> SourceNames.of(event).fill(shard.value()));
  }

  /** What becomes of events without key. */
  public NoKey noKey() {
    return Objects.requireNonNullElse(entry.noKey(), NoKey.LOG);
  }

  /** What becomes of updates that may not tell the whole row. */
  public PartialRows partialRows() {
    return Objects.requireNonNullElse(entry.partialRows(), PartialRows.KEEP);
  }

  /** What becomes of rows that the source deletes. */
  public Optional<Deletes> deletes() {
    return Optional.ofNullable(entry.deletes());
  }

  /** Whether a column tells where rows come from, so that several sources fit in one table. */
  public boolean isSharded() {
    return entry.shard() != null;
  }

  /** Column that tells when a row was written. */
  public Optional<String> processingTime() {
    return Optional.ofNullable(entry.processingTime());
  }

  /** Column of the day partitions. */
  public Optional<String> partitionBy() {
    return Optional.ofNullable(entry.partitionBy());
  }

  /** Columns of the clustering; empty if it is that of the key. */
  public List<String> clusterBy() {
    return entry.clusterBy();
  }

  /** How old answers may be, as BigQuery's interval text. */
  public Optional<String> maxStaleness() {
    return Optional.ofNullable(entry.maxStaleness())
        .map(
            text -> {
              long seconds = seconds(text);
              return "0-0 0 %d:%d:%d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60);
            });
  }

  /** Age of partitions that are deleted, in milliseconds. */
  public Optional<Long> partitionExpirationMillis() {
    return Optional.ofNullable(entry.expiration()).map(text -> seconds(text) * 1_000);
  }

  private static long seconds(String duration) {
    Matcher parts = DURATION.matcher(duration);
    if (!parts.matches()) {
      throw new IllegalStateException(duration + " was accepted as a duration");
    }
    long unit =
        switch (parts.group(2)) {
          case "s" -> 1;
          case "m" -> 60;
          case "h" -> 3_600;
          default -> 86_400;
        };
    return Long.parseLong(parts.group(1)) * unit;
  }

  public Map<String, String> labels() {
    return Map.copyOf(entry.labels());
  }

  public Optional<String> description() {
    return Optional.ofNullable(entry.description());
  }

  /** Which types columns get that have none of their own. */
  public TypeProfile types() {
    return Objects.requireNonNullElse(entry.types(), TypeProfile.FAITHFUL);
  }

  /** Which columns tell of a row's event. */
  public MetadataForm metadata() {
    return Objects.requireNonNullElse(entry.metadata(), MetadataForm.WELLHEAD);
  }

  /** What arrays become. */
  public ArrayForm arrays() {
    return Objects.requireNonNullElse(entry.arrays(), ArrayForm.JSON);
  }

  /**
   * The type that is asked for of a column of the current state.
   *
   * @param column its name there
   */
  public Optional<ColumnType> type(String column) {
    return column(column).map(ColumnEntry::type).map(type -> ColumnType.named(type.name()));
  }

  /**
   * What becomes of values that the column cannot hold, where that is said.
   *
   * @param column its name in the current state
   */
  public Optional<OnError> onError(String column) {
    return column(column).map(ColumnEntry::onError);
  }

  /**
   * What a column means, where that is said.
   *
   * @param column its name in the current state
   */
  public Optional<String> description(String column) {
    return Optional.ofNullable(entry.quality().get(column)).map(QualityEntry::description);
  }

  private Optional<ColumnEntry> column(String name) {
    ColumnEntry found = null;
    for (Map.Entry<String, ColumnEntry> column : entry.columns().entrySet()) {
      String rename = column.getValue().rename();
      String result = rename == null ? column.getKey() : rename;
      if (result.equals(name)) {
        return Optional.of(column.getValue());
      }
      if (found == null && result.equalsIgnoreCase(name)) {
        found = column.getValue();
      }
    }
    return Optional.ofNullable(found);
  }

  /**
   * Names of columns in the settings that rows do not have, most of them mistyped: a column that is
   * meant to be hidden is not, then. Members of documents are columns once the document is
   * flattened.
   *
   * @param schema of rows as they were received, or as they come from the file
   */
  public List<String> unknownColumns(PayloadSchema schema) {
    Set<String> names = new LinkedHashSet<>(entry.key());
    names.addAll(entry.keepOnly());
    entry
        .columns()
        .forEach(
            (name, rules) -> {
              if (rules.from() != null) {
                names.add(rules.from());
              } else if (rules.constant() == null) {
                names.add(name);
              }
            });
    if (entry.filter() != null) {
      names.addAll(entry.filter().columns());
    }
    return names.stream().filter(name -> ColumnFinder.find(name, schema.columns()) < 0).toList();
  }

  /** Columns that tell whether other tables have a row, to be computed where both tables are. */
  public List<Reference> references() {
    List<Reference> references = new ArrayList<>();
    entry
        .quality()
        .forEach(
            (name, quality) -> {
              QualityEntry.Exists exists = quality.exists();
              if (exists != null) {
                references.add(
                    new Reference(
                        name, exists.column(), exists.table(), exists.key(), exists.whenNull()));
              }
            });
    return references;
  }
}
