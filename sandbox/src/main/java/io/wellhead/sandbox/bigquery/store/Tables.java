// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The tables and views of a warehouse. Any thread may call; a change is in the file when the method
 * returns. Errors of the request are {@link ServiceError}s.
 */
public final class Tables {

  /** Told of tables within the transaction that changes them. */
  public interface Listener {
    void deleted(GroupCommit commit, TableId table) throws SQLException;
  }

  private final Writer writer;
  private final Catalog catalog;
  private final ResourceTimes times;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  Tables(Writer writer, Catalog catalog, ResourceTimes times) {
    this.writer = writer;
    this.catalog = catalog;
    this.times = times;
  }

  /** A table or a view. */
  public TableDefinition get(TableId id) {
    if (catalog.findTable(id).isEmpty()) {
      catalog.dataset(id.dataset());
    }
    return catalog.table(id);
  }

  /** A table that holds rows; a view is refused. */
  public TableDefinition ofRows(TableId id) {
    return get(id).requireRows();
  }

  public Optional<TableDefinition> find(TableId id) {
    return catalog.findTable(id);
  }

  /** Tables in the order of their names. */
  public List<TableDefinition> of(DatasetId dataset) {
    catalog.dataset(dataset);
    return catalog.tables(dataset);
  }

  /** The table as it stands now, if it is still the one that a batch was decoded for. */
  public TableDefinition current(TableDefinition decodedFor) {
    TableDefinition table = get(decodedFor.id());
    if (table.generation() != decodedFor.generation()) {
      throw ServiceError.notFound("Table", table.id());
    }
    return table;
  }

  public TableDefinition create(TableId id, ObjectNode resource) {
    return make(id, resource, TableLayout::create);
  }

  /**
   * Makes a view.
   *
   * @param resource with the schema that the query gives now
   * @param sql the query in DuckDB's SQL
   */
  public TableDefinition createView(TableId id, ObjectNode resource, String sql) {
    return make(id, resource, (connection, view) -> TableLayout.createView(connection, view, sql));
  }

  private interface Layout {
    void make(Connection connection, TableDefinition table) throws SQLException;
  }

  private TableDefinition make(TableId id, ObjectNode resource, Layout layout) {
    return writer.alone(
        commit -> {
          Catalog.Dataset dataset = catalog.dataset(id.dataset());
          if (catalog.findTable(id).isPresent()) {
            throw ServiceError.duplicate("Table", id);
          }
          times.made(resource);
          TableDefinition table =
              TableDefinition.of(
                  id, dataset.schemaName(), resource.deepCopy(), catalog.nextGeneration(), 0);
          layout.make(commit.connection(), table);
          Catalog.save(commit.connection(), table);
          commit.onCommit(() -> catalog.put(table));
          return table;
        });
  }

  /** Changes a table's resource; columns may be added and relaxed, as in BigQuery. */
  public TableDefinition change(TableId id, UnaryOperator<ObjectNode> change) {
    return writer.alone(
        commit -> {
          TableDefinition old = ofRows(id);
          TableDefinition table = next(old, change.apply(old.resource()));
          SchemaChange.check(id, old.schema(), table.schema());
          replace(commit, old, table);
          return table;
        });
  }

  /**
   * Changes a view's resource.
   *
   * @param change also gives the schema of the query
   * @param sql gives the query of a resource in DuckDB's SQL
   */
  public TableDefinition changeView(
      TableId id, UnaryOperator<ObjectNode> change, Function<ObjectNode, String> sql) {
    return writer.alone(
        commit -> {
          TableDefinition old = get(id);
          TableDefinition view = next(old, change.apply(old.resource()));
          TableLayout.createView(commit.connection(), view, sql.apply(view.resource()));
          Catalog.save(commit.connection(), view);
          commit.onCommit(() -> catalog.put(view));
          return view;
        });
  }

  /**
   * Gives a column another type that takes all its values, as {@code ALTER COLUMN SET DATA TYPE}
   * does.
   */
  public TableDefinition changeColumnType(TableId id, String column, NewType type) {
    return writer.alone(
        commit -> {
          TableDefinition old = ofRows(id);
          ObjectNode resource = old.resource();
          List<Field> fields = old.schema().fields();
          int index = 0;
          while (index < fields.size() && !fields.get(index).name().equalsIgnoreCase(column)) {
            index++;
          }
          if (index == fields.size()) {
            throw new ServiceError(
                ServiceError.Reason.INVALID_QUERY, "Column not found: " + column);
          }
          type.write(fields.get(index), (ObjectNode) resource.at("/schema/fields/" + index));
          TableDefinition table = next(old, resource);
          replace(commit, old, table);
          return table;
        });
  }

  private TableDefinition next(TableDefinition old, ObjectNode resource) {
    times.changed(resource);
    return TableDefinition.of(
        old.id(), old.schemaName(), resource, old.generation(), old.version() + 1);
  }

  private void replace(GroupCommit commit, TableDefinition old, TableDefinition table)
      throws SQLException {
    TableLayout.change(commit.connection(), old, table);
    Catalog.save(commit.connection(), table);
    commit.onCommit(() -> catalog.put(table));
  }

  public void delete(TableId id) {
    writer.alone(
        commit -> {
          drop(commit, get(id));
          return null;
        });
  }

  /** Asks to be called in each transaction that deletes a table. */
  public void onDeleted(Listener listener) {
    listeners.add(listener);
  }

  void drop(GroupCommit commit, TableDefinition table) throws SQLException {
    for (Listener listener : listeners) {
      listener.deleted(commit, table.id());
    }
    TableLayout.drop(commit.connection(), table);
    Catalog.deleteSaved(commit.connection(), table.id());
    commit.onCommit(() -> catalog.remove(table.id()));
  }
}
