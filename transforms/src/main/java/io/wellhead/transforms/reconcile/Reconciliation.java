// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.reconcile;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changesettings.ChangeTransforms;
import io.wellhead.transforms.changesettings.ColumnException;
import io.wellhead.transforms.changesettings.CurrentRow;
import io.wellhead.transforms.changesettings.Deletes;
import io.wellhead.transforms.changesettings.TableSettings;
import io.wellhead.transforms.changetables.ChangeDestinations;
import io.wellhead.transforms.reconcile.RowDifference.What;
import io.wellhead.transforms.warehouse.TableName;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares current-state tables with what they must be: by change events, of which the last of each
 * key counts, or by the rows of a database, each as an event. Settings are applied as the pipeline
 * applies them; values are compared by their canonical texts, so it is no matter how they are
 * spelled.
 *
 * <p>All rows of both sides go through files in a temporary folder, divided by their keys: memory
 * holds a {@value RowBuckets#COUNT}th of one side at a time. One thread.
 */
public final class Reconciliation implements AutoCloseable {
  /** Surplus rows of which it is looked whether their key was changed. */
  private static final int MOST_SURPLUS = 10_000;

  private final Warehouse warehouse;
  private final ChangeDestinations destinations;
  private final ChangeTransforms transforms;
  private final boolean isWhole;
  private final RowBuckets expected;
  private final RowBuckets found;
  private final Map<TableName, SilverState> tables = new LinkedHashMap<>();
  private final List<SilverState> numbered = new ArrayList<>();
  private final Map<TableName, Deletes> deletes = new HashMap<>();
  private final Map<Long, Surplus> surplus = new LinkedHashMap<>();
  private Consumer<RowDifference> differences = difference -> {};

  /** A surplus row that may be the old one of another key. */
  private record Surplus(SilverState table, Row row) {}

  /**
   * Begins a comparison.
   *
   * @param isWhole whether what is added are all rows of the source as they are: then rows that are
   *     kept as deleted are no surplus, and surplus ones are looked at for changed keys
   * @param folder for temporary files
   * @throws IOException if a secret that the settings name, or the folder, cannot be used
   */
  public Reconciliation(
      Warehouse warehouse, ChangeDestinations destinations, boolean isWhole, Path folder)
      throws IOException {
    this.warehouse = requireNonNull(warehouse, "warehouse");
    this.destinations = destinations;
    this.isWhole = isWhole;
    transforms = destinations.settings().open();
    expected = new RowBuckets(folder);
    found = new RowBuckets(folder);
  }

  /**
   * Expects what the event leaves.
   *
   * @throws IOException if the warehouse, or the temporary folder, fails
   */
  public void add(ChangeEvent event) throws IOException {
    ChangeEvent received = transforms.received(event);
    if (received == null) {
      return;
    }
    TableSettings settings = transforms.table(event);
    if (!settings.hasCurrentState()) {
      return;
    }
    SilverState table = table(destinations.silver(received, settings), settings);
    try {
      CurrentRow current = transforms.current(received);
      Row row = table.row(current, received.source().isDelete());
      if (row == null) {
        table.sum().remark("rows without a key");
      } else {
        expected.add(row);
      }
    } catch (ColumnException e) {
      table.sum().remark("events that the settings refuse: " + e.getMessage());
    }
  }

  private SilverState table(TableName name, TableSettings settings) throws IOException {
    SilverState table = tables.get(name);
    if (table == null) {
      table = new SilverState(name, numbered.size(), settings, warehouse);
      tables.put(name, table);
      numbered.add(table);
      deletes.put(name, destinations.deletes(settings));
    }
    return table;
  }

  /** Expects that table, of which there may be no row. */
  public void addTable(ChangeEvent any) throws IOException {
    TableSettings settings = transforms.table(any);
    if (settings.isIncluded() && settings.hasCurrentState()) {
      table(destinations.silver(any, settings), settings);
    }
  }

  /**
   * Reads the tables and compares them.
   *
   * @param listener is told of each difference
   * @return by table, in the order of their names
   * @throws IOException if the warehouse, or the temporary folder, fails
   */
  public List<TableFigures> compare(Consumer<RowDifference> listener) throws IOException {
    differences = listener;
    for (SilverState table : numbered) {
      table.read(found);
    }
    for (int bucket = 0; bucket < RowBuckets.COUNT; bucket++) {
      compare(bucket);
    }
    tellSurplus();
    List<TableFigures> figures = new ArrayList<>();
    tables.keySet().stream()
        .sorted(java.util.Comparator.comparing(TableName::toString))
        .forEach(name -> figures.add(requireNonNull(tables.get(name)).sum().of(name.toString())));
    return figures;
  }

  private void compare(int bucket) throws IOException {
    Map<String, Row> wanted = new HashMap<>();
    expected.read(
        bucket,
        row ->
            wanted.merge(
                row.table() + " " + row.key(),
                row,
                (one, other) -> other.sequence().compareTo(one.sequence()) >= 0 ? other : one));
    wanted.values().removeIf(row -> row.deleted() && !isSoft(row));
    found.read(bucket, row -> compare(wanted.remove(row.table() + " " + row.key()), row));
    for (Row missing : wanted.values()) {
      SilverState table = numbered.get(missing.table());
      table.sum().expected(hash(missing, null));
      tell(What.MISSING_ROW, table, missing, "", "", null);
    }
  }

  private boolean isSoft(Row row) {
    return deletes.get(nameOf(row.table())) == Deletes.SOFT;
  }

  private TableName nameOf(int table) {
    return List.copyOf(tables.keySet()).get(table);
  }

  private void compare(@Nullable Row wanted, Row row) throws IOException {
    SilverState table = numbered.get(row.table());
    if (wanted == null) {
      if (isWhole && row.deleted()) {
        return;
      }
      table.sum().found(hash(row, null));
      boolean kept =
          isWhole
              && surplus.size() < MOST_SURPLUS
              && surplus.putIfAbsent(
                      table.hashWithoutKey(row) + row.table(), new Surplus(table, row))
                  == null;
      if (!kept) {
        tell(What.SURPLUS_ROW, table, row, "", null, "");
      }
      return;
    }
    boolean[] left = table.left(row.sequence());
    long rowHash = Row.hash(row.key(), row.values(), left);
    // Of a deleted row the event may have no more than the key.
    long wantedHash =
        wanted.deleted() && row.deleted() ? rowHash : Row.hash(wanted.key(), wanted.values(), left);
    table.sum().expected(wantedHash);
    table.sum().found(rowHash);
    if (wanted.deleted() != row.deleted()) {
      tell(
          What.DELETED,
          table,
          row,
          "",
          Boolean.toString(wanted.deleted()),
          Boolean.toString(row.deleted()));
    } else if (wantedHash == rowHash) {
      table.sum().equal();
    } else {
      tellValues(table, wanted, row, left);
    }
  }

  private static long hash(Row row, boolean @Nullable [] left) {
    return Row.hash(
        row.key(), row.values(), left == null ? new boolean[row.values().length] : left);
  }

  private void tellValues(SilverState table, Row wanted, Row row, boolean[] left) {
    for (int i = 0; i < left.length; i++) {
      String want = wanted.values()[i];
      String have = row.values()[i];
      if (!left[i] && !java.util.Objects.equals(want, have)) {
        tell(What.VALUE, table, row, table.column(i), want, have);
      }
    }
  }

  /** The rows of the source are read once more, for those whose values surplus rows have. */
  private void tellSurplus() throws IOException {
    if (!surplus.isEmpty()) {
      for (int bucket = 0; bucket < RowBuckets.COUNT; bucket++) {
        expected.read(
            bucket,
            row -> {
              SilverState table = numbered.get(row.table());
              Surplus old = surplus.remove(table.hashWithoutKey(row) + row.table());
              if (old != null) {
                tell(What.CHANGED_KEY, table, old.row, "", table.keyText(row), "");
              }
            });
      }
      surplus.values().forEach(s -> tell(What.SURPLUS_ROW, s.table, s.row, "", null, ""));
    }
  }

  private void tell(
      What what,
      SilverState table,
      Row row,
      String column,
      @Nullable String wanted,
      @Nullable String have) {
    differences.accept(
        new RowDifference(what, table.toString(), table.keyText(row), column, wanted, have));
  }

  @Override
  public void close() throws IOException {
    try (expected;
        found) {
      tables.clear();
    }
  }
}
