// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The datasets and tables of the file, held in memory and written through. Reading is safe from any
 * thread; changes are made by {@link Datasets} and {@link Tables} on the writer's thread.
 */
final class Catalog {
  /** The DuckDB schema of the sandbox's own tables. */
  static final String SCHEMA = "_wellhead";

  private static final Set<String> TAKEN_SCHEMAS =
      Set.of("main", "temp", "information_schema", "pg_catalog", "system", SCHEMA);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A dataset with the DuckDB schema that holds it. */
  record Dataset(DatasetId id, String schemaName, ObjectNode resource) {}

  private final String defaultProject;
  private final Map<DatasetId, Dataset> datasets = new ConcurrentHashMap<>();
  private final Map<TableId, TableDefinition> tables = new ConcurrentHashMap<>();
  private final AtomicLong generations = new AtomicLong();

  Catalog(String defaultProject) {
    this.defaultProject = defaultProject;
  }

  static void createOwnTables(Connection connection) throws SQLException {
    TableLayout.execute(connection, "CREATE SCHEMA IF NOT EXISTS " + SCHEMA);
    TableLayout.execute(
        connection,
        "CREATE TABLE IF NOT EXISTS _wellhead.datasets "
            + "(project VARCHAR, dataset VARCHAR, schema_name VARCHAR, resource VARCHAR)");
    TableLayout.execute(
        connection,
        "CREATE TABLE IF NOT EXISTS _wellhead.tables "
            + "(project VARCHAR, dataset VARCHAR, table_name VARCHAR, resource VARCHAR)");
  }

  void load(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows = statement.executeQuery("SELECT * FROM _wellhead.datasets")) {
        while (rows.next()) {
          DatasetId id = new DatasetId(rows.getString(1), rows.getString(2));
          datasets.put(id, new Dataset(id, rows.getString(3), parse(rows.getString(4))));
        }
      }
      try (ResultSet rows = statement.executeQuery("SELECT * FROM _wellhead.tables")) {
        while (rows.next()) {
          TableId id = TableId.of(rows.getString(1), rows.getString(2), rows.getString(3));
          Dataset dataset = dataset(id.dataset());
          tables.put(
              id,
              TableDefinition.of(
                  id, dataset.schemaName(), parse(rows.getString(4)), nextGeneration(), 0));
        }
      }
    }
  }

  long nextGeneration() {
    return generations.incrementAndGet();
  }

  Dataset dataset(DatasetId id) {
    return findDataset(id).orElseThrow(() -> ServiceError.notFound("Dataset", id));
  }

  Optional<Dataset> findDataset(DatasetId id) {
    return Optional.ofNullable(datasets.get(id));
  }

  TableDefinition table(TableId id) {
    return findTable(id).orElseThrow(() -> ServiceError.notFound("Table", id));
  }

  Optional<TableDefinition> findTable(TableId id) {
    return Optional.ofNullable(tables.get(id));
  }

  List<Dataset> datasets(String project) {
    return datasets.values().stream()
        .filter(d -> d.id().project().equals(project))
        .sorted(Comparator.comparing(d -> d.id().dataset()))
        .toList();
  }

  List<TableDefinition> tables(DatasetId dataset) {
    return tables.values().stream()
        .filter(t -> t.id().dataset().equals(dataset))
        .sorted(Comparator.comparing(t -> t.id().table()))
        .toList();
  }

  List<String> projects() {
    Stream<String> used = datasets.keySet().stream().map(DatasetId::project);
    return Stream.concat(Stream.of(defaultProject), used).distinct().sorted().toList();
  }

  boolean hasProject(String project) {
    return project.equals(defaultProject)
        || datasets.keySet().stream().anyMatch(d -> d.project().equals(project));
  }

  /**
   * The dataset's own name in the default project when it is free, else with the project before it.
   */
  String freeSchemaName(DatasetId id) {
    String plain = id.dataset();
    boolean taken =
        TAKEN_SCHEMAS.contains(plain.toLowerCase(Locale.ROOT))
            || datasets.values().stream().anyMatch(d -> d.schemaName().equalsIgnoreCase(plain));
    return id.project().equals(defaultProject) && !taken ? plain : id.project() + "." + plain;
  }

  void put(Dataset dataset) {
    datasets.put(dataset.id(), dataset);
  }

  void put(TableDefinition table) {
    tables.put(table.id(), table);
  }

  void remove(DatasetId id) {
    datasets.remove(id);
  }

  void remove(TableId id) {
    tables.remove(id);
  }

  static void save(Connection connection, Dataset dataset) throws SQLException {
    deleteSaved(connection, dataset.id());
    String sql = "INSERT INTO _wellhead.datasets VALUES (?, ?, ?, ?)";
    execute(
        connection,
        sql,
        dataset.id().project(),
        dataset.id().dataset(),
        dataset.schemaName(),
        dataset.resource().toString());
  }

  static void save(Connection connection, TableDefinition table) throws SQLException {
    deleteSaved(connection, table.id());
    TableId id = table.id();
    String sql = "INSERT INTO _wellhead.tables VALUES (?, ?, ?, ?)";
    execute(
        connection,
        sql,
        id.project(),
        id.dataset().dataset(),
        id.table(),
        table.resource().toString());
  }

  static void deleteSaved(Connection connection, DatasetId id) throws SQLException {
    execute(
        connection,
        "DELETE FROM _wellhead.datasets WHERE project = ? AND dataset = ?",
        id.project(),
        id.dataset());
  }

  static void deleteSaved(Connection connection, TableId id) throws SQLException {
    String sql =
        "DELETE FROM _wellhead.tables WHERE project = ? AND dataset = ? AND table_name = ?";
    execute(connection, sql, id.project(), id.dataset().dataset(), id.table());
  }

  private static void execute(Connection connection, String sql, String... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.execute();
    }
  }

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
