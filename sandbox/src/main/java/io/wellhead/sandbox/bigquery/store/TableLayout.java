// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes, changes and drops the DuckDB objects behind a table, inside the caller's transaction. */
final class TableLayout {
  private TableLayout() {}

  static void create(Connection connection, TableDefinition table) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (Field field : table.schema().fields()) {
      columns.add(column(field));
    }
    if (table.keyed()) {
      columns.add(TableDefinition.SEQUENCE + " VARCHAR NOT NULL DEFAULT ''");
      columns.add(TableDefinition.DELETED_AT + " TIMESTAMPTZ");
    }
    if (columns.isEmpty()) {
      // BigQuery knows tables without columns, DuckDB does not.
      columns.add(EMPTY_COLUMN + " BOOLEAN");
    }
    execute(
        connection, "CREATE TABLE " + table.storedName() + " (" + String.join(", ", columns) + ")");
    createView(connection, table);
  }

  /** Makes or replaces a view that gives what DuckDB's SQL selects. */
  static void createView(Connection connection, TableDefinition view, String sql)
      throws SQLException {
    execute(connection, "CREATE OR REPLACE MACRO " + view.macroName() + "() AS TABLE " + sql);
  }

  static void drop(Connection connection, TableDefinition table) throws SQLException {
    if (table.isView()) {
      execute(connection, "DROP MACRO TABLE " + table.macroName());
      return;
    }
    if (table.keyed()) {
      execute(connection, "DROP VIEW " + table.queryName());
    }
    execute(connection, "DROP TABLE " + table.storedName());
  }

  private static final String EMPTY_COLUMN = "_empty";

  private static String column(Field field) {
    DefaultValue value = DefaultValue.of(field);
    String column = Sql.quote(field.name()) + " " + field.duckType();
    return value == null ? column : column + " DEFAULT " + value.duckSql();
  }

  private static void createView(Connection connection, TableDefinition table) throws SQLException {
    if (table.keyed()) {
      execute(
          connection,
          "CREATE OR REPLACE VIEW "
              + table.queryName()
              + " AS SELECT "
              + table.columnList()
              + " FROM "
              + table.storedName()
              + " WHERE "
              + TableDefinition.DELETED_AT
              + " IS NULL");
    }
  }

  /** Brings the stored table from one definition to the next: more columns, wider ones, a key. */
  static void change(Connection connection, TableDefinition from, TableDefinition to)
      throws SQLException {
    if (from.keyed() != to.keyed()) {
      rebuild(connection, from, to);
      return;
    }
    if (from.keyed()) {
      execute(connection, "DROP VIEW " + from.queryName());
    }
    changeTypes(connection, from, to);
    addFields(connection, to.storedName(), "", from.schema().fields(), to.schema().fields());
    if (from.schema().fields().isEmpty() && !to.schema().fields().isEmpty() && !to.keyed()) {
      execute(connection, "ALTER TABLE " + to.storedName() + " DROP COLUMN " + EMPTY_COLUMN);
    }
    changeDefaults(connection, from, to);
    createView(connection, to);
  }

  private static void changeTypes(Connection connection, TableDefinition from, TableDefinition to)
      throws SQLException {
    List<Field> fields = to.schema().fields();
    for (int i = 0; i < from.schema().fields().size(); i++) {
      Field old = from.schema().fields().get(i);
      Field field = fields.get(i);
      if (old.type() != FieldType.RECORD && !old.duckType().equals(field.duckType())) {
        String alter = "ALTER TABLE " + to.storedName() + " ALTER COLUMN " + Sql.quote(old.name());
        DefaultValue value = DefaultValue.of(field);
        if (value != null) {
          execute(connection, alter + " DROP DEFAULT");
        }
        execute(
            connection,
            alter + " TYPE " + field.duckType() + " USING " + NewType.converted(old, field));
        if (value != null) {
          execute(connection, alter + " SET DEFAULT " + value.duckSql());
        }
      }
    }
  }

  private static void changeDefaults(
      Connection connection, TableDefinition from, TableDefinition to) throws SQLException {
    List<Field> fields = to.schema().fields();
    for (int i = 0; i < from.schema().fields().size(); i++) {
      Field field = fields.get(i);
      if (!Objects.equals(field.defaultSql(), from.schema().fields().get(i).defaultSql())) {
        DefaultValue value = DefaultValue.of(field);
        execute(
            connection,
            "ALTER TABLE "
                + to.storedName()
                + " ALTER COLUMN "
                + Sql.quote(field.name())
                + (value == null ? " DROP DEFAULT" : " SET DEFAULT " + value.duckSql()));
      }
    }
  }

  private static void addFields(
      Connection connection, String table, String path, List<Field> from, List<Field> to)
      throws SQLException {
    for (int i = 0; i < to.size(); i++) {
      Field field = to.get(i);
      String name = path + Sql.quote(field.name());
      if (i >= from.size()) {
        execute(
            connection, "ALTER TABLE " + table + " ADD COLUMN " + name + " " + field.duckType());
      } else if (field.type() == FieldType.RECORD) {
        String inner = name + "." + (field.repeated() ? "element." : "");
        addFields(connection, table, inner, from.get(i).fields(), field.fields());
      }
    }
  }

  /** A key was added or taken away: the rows move to a table of the other shape. */
  private static void rebuild(Connection connection, TableDefinition from, TableDefinition to)
      throws SQLException {
    execute(connection, "CREATE TEMP TABLE rebuild AS SELECT * FROM " + from.queryName());
    drop(connection, from);
    create(connection, to);
    String columns = from.columnList();
    if (!columns.isEmpty()) {
      execute(
          connection,
          "INSERT INTO "
              + to.storedName()
              + " ("
              + columns
              + ") SELECT "
              + columns
              + " FROM temp.main.rebuild");
    }
    execute(connection, "DROP TABLE temp.main.rebuild");
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
