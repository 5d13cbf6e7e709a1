// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Datasets and tables in one DuckDB file. Any thread may call; changes go through one writer and
 * are in the file when the method returns or its future completes. Errors of the request are {@link
 * ServiceError}s.
 */
public final class Warehouse implements AutoCloseable {

  /** SQL on a connection. */
  public interface SqlFunction<T> {
    T apply(Connection connection) throws SQLException;
  }

  /** Told of tables within the transaction that changes them. */
  public interface TableListener {
    void deleted(GroupCommit commit, TableId table) throws SQLException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Warehouse.class);

  private final DuckDBConnection root;
  private final Writer writer;
  private final Catalog catalog;
  private final Clock clock;
  private final List<TableListener> tableListeners = new CopyOnWriteArrayList<>();

  private Warehouse(DuckDBConnection root, Writer writer, Catalog catalog, Clock clock) {
    this.root = root;
    this.writer = writer;
    this.catalog = catalog;
    this.clock = clock;
  }

  /**
   * Opens the file, or makes it.
   *
   * @param defaultProject project whose datasets become plain DuckDB schemas; those of others are
   *     named {@code project.dataset}
   * @param tombstoneLife how long deleted keys are remembered, null for ever
   * @throws IllegalArgumentException if the file is no DuckDB file, or another process has it open
   */
  public static Warehouse open(
      Path file, String defaultProject, Clock clock, @Nullable Duration tombstoneLife) {
    Objects.requireNonNull(defaultProject, "defaultProject");
    try {
      DuckDBConnection root =
          (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file.toAbsolutePath());
      TableLayout.execute(root, "SET GLOBAL TimeZone = 'UTC'");
      // Queries come over HTTP: they read this file and no other.
      TableLayout.execute(root, "SET GLOBAL enable_external_access = false");
      Catalog.createOwnTables(root);
      Catalog catalog = new Catalog(defaultProject);
      catalog.load(root);
      DuckDBConnection writes = root.duplicate();
      return new Warehouse(
          root, new Writer(writes, new Stages(writes, clock, tombstoneLife)), catalog, clock);
    } catch (SQLException e) {
      String why =
          isLocked(file)
              ? file
                  + " is open in another process, and only one at a time can have it: end that one or choose another"
                  + " file. DuckDB says: "
              : "cannot open " + file + " as a DuckDB file: ";
      throw new IllegalArgumentException(why + e.getMessage(), e);
    }
  }

  /** Whether another process holds DuckDB's lock on the file. */
  private static boolean isLocked(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (IOException e) {
      return false; // what DuckDB says is all that is known
    }
  }

  /** Reads on a connection of its own. */
  public <T> T read(SqlFunction<T> query) throws SQLException {
    try (Connection connection = root.duplicate()) {
      return query.apply(connection);
    }
  }

  /** Changes rows by SQL, in a transaction of its own, after all changes asked for before. */
  public <T> T write(SqlFunction<T> change) {
    return alone(commit -> change.apply(commit.connection()));
  }

  /** Applies a change in a transaction of its own and waits for the commit. */
  public <T extends @Nullable Object> T alone(Change<T> change) {
    return await(writer.transact(change));
  }

  /**
   * Applies a change that may share its commit with others, such as appended rows. The future
   * completes when it is in the file, or fails with a {@link ServiceError}.
   */
  public <T extends @Nullable Object> CompletableFuture<T> submit(Change<T> change) {
    return writer.append(change);
  }

  /** Appends, upserts or deletes rows like {@link #submit}. */
  public CompletableFuture<@Nullable Void> append(RowBatch batch) {
    return submit(
        commit -> {
          commit.add(current(batch.table()), batch);
          return null;
        });
  }

  /** The table as it stands now, if it is still the one that a batch was decoded for. */
  public TableDefinition current(TableDefinition decodedFor) {
    TableDefinition table = table(decodedFor.id());
    if (table.generation() != decodedFor.generation()) {
      throw ServiceError.notFound("Table", table.id());
    }
    return table;
  }

  /** The default project and those that have a dataset, in the order of their names. */
  public List<String> projects() {
    return catalog.projects();
  }

  public boolean hasProject(String project) {
    return catalog.hasProject(project);
  }

  public Optional<ObjectNode> findDataset(DatasetId id) {
    return catalog.findDataset(id).map(d -> d.resource().deepCopy());
  }

  public ObjectNode dataset(DatasetId id) {
    return catalog.dataset(id).resource().deepCopy();
  }

  /** Identifiers in the order of their names. */
  public List<DatasetId> datasets(String project) {
    return catalog.datasets(project).stream().map(Catalog.Dataset::id).toList();
  }

  /** The DuckDB schema that holds a dataset. */
  public String schemaName(DatasetId id) {
    return catalog.dataset(id).schemaName();
  }

  public ObjectNode createDataset(DatasetId id, ObjectNode resource) {
    return alone(
        commit -> {
          if (catalog.findDataset(id).isPresent()) {
            throw ServiceError.duplicate("Dataset", id);
          }
          stamp(resource, true);
          Catalog.Dataset dataset =
              new Catalog.Dataset(id, catalog.freeSchemaName(id), resource.deepCopy());
          Connection connection = commit.connection();
          TableLayout.execute(connection, "CREATE SCHEMA " + Sql.quote(dataset.schemaName()));
          Catalog.save(connection, dataset);
          commit.onCommit(() -> catalog.put(dataset));
          return resource;
        });
  }

  public ObjectNode changeDataset(DatasetId id, UnaryOperator<ObjectNode> change) {
    return alone(
        commit -> {
          Catalog.Dataset old = catalog.dataset(id);
          ObjectNode resource = change.apply(old.resource().deepCopy());
          stamp(resource, false);
          Catalog.Dataset dataset = new Catalog.Dataset(id, old.schemaName(), resource.deepCopy());
          Catalog.save(commit.connection(), dataset);
          commit.onCommit(() -> catalog.put(dataset));
          return resource;
        });
  }

  /** Deletes a dataset; one that holds tables only together with them. */
  public void deleteDataset(DatasetId id, boolean deleteContents) {
    alone(
        commit -> {
          Catalog.Dataset dataset = catalog.dataset(id);
          List<TableDefinition> tables = catalog.tables(id);
          if (!tables.isEmpty() && !deleteContents) {
            throw new ServiceError(
                ServiceError.Reason.RESOURCE_IN_USE, "Dataset " + id + " is still in use");
          }
          for (TableDefinition table : tables) {
            dropTable(commit, table);
          }
          Connection connection = commit.connection();
          TableLayout.execute(connection, "DROP SCHEMA " + Sql.quote(dataset.schemaName()));
          Catalog.deleteSaved(connection, id);
          commit.onCommit(() -> catalog.remove(id));
          return null;
        });
  }

  /** A table or a view. */
  public TableDefinition table(TableId id) {
    if (catalog.findTable(id).isEmpty()) {
      catalog.dataset(id.dataset());
    }
    return catalog.table(id);
  }

  /** A table that holds rows; a view is refused. */
  public TableDefinition tableOfRows(TableId id) {
    return table(id).requireRows();
  }

  public Optional<TableDefinition> findTable(TableId id) {
    return catalog.findTable(id);
  }

  /** Tables in the order of their names. */
  public List<TableDefinition> tables(DatasetId dataset) {
    catalog.dataset(dataset);
    return catalog.tables(dataset);
  }

  public TableDefinition createTable(TableId id, ObjectNode resource) {
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
    return alone(
        commit -> {
          Catalog.Dataset dataset = catalog.dataset(id.dataset());
          if (catalog.findTable(id).isPresent()) {
            throw ServiceError.duplicate("Table", id);
          }
          stamp(resource, true);
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
  public TableDefinition changeTable(TableId id, UnaryOperator<ObjectNode> change) {
    return alone(
        commit -> {
          TableDefinition old = tableOfRows(id);
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
    return alone(
        commit -> {
          TableDefinition old = table(id);
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
    return alone(
        commit -> {
          TableDefinition old = tableOfRows(id);
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
    stamp(resource, false);
    return TableDefinition.of(
        old.id(), old.schemaName(), resource, old.generation(), old.version() + 1);
  }

  private void replace(GroupCommit commit, TableDefinition old, TableDefinition table)
      throws SQLException {
    TableLayout.change(commit.connection(), old, table);
    Catalog.save(commit.connection(), table);
    commit.onCommit(() -> catalog.put(table));
  }

  public void deleteTable(TableId id) {
    alone(
        commit -> {
          dropTable(commit, table(id));
          return null;
        });
  }

  /** Asks to be called in each transaction that deletes a table. */
  public void onTableDeleted(TableListener listener) {
    tableListeners.add(listener);
  }

  private void dropTable(GroupCommit commit, TableDefinition table) throws SQLException {
    for (TableListener listener : tableListeners) {
      listener.deleted(commit, table.id());
    }
    TableLayout.drop(commit.connection(), table);
    Catalog.deleteSaved(commit.connection(), table.id());
    commit.onCommit(() -> catalog.remove(table.id()));
  }

  private void stamp(ObjectNode resource, boolean created) {
    String now = Long.toString(clock.millis());
    if (created) {
      resource.put("creationTime", now);
    }
    resource.put("lastModifiedTime", now);
  }

  private static <T extends @Nullable Object> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ServiceError error) {
        throw error;
      }
      throw new ServiceError(ServiceError.Reason.INTERNAL_ERROR, String.valueOf(e.getCause()), e);
    }
  }

  /** Closes the file, which is then complete without its log; changes that wait fail. */
  @Override
  public void close() {
    writer.close();
    try {
      TableLayout.execute(root, "CHECKPOINT");
    } catch (SQLException e) {
      LOG.warn("the log stays beside the file: keep both together", e);
    }
    Stages.closeQuietly(root);
  }
}
