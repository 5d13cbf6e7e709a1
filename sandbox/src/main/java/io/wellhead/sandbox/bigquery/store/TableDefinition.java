// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as it stands. A table with a primary key is stored as {@code name__base} with two more
 * columns, and a view of its own name hides these and the deleted rows. A table that is a view for
 * clients has no rows of its own and is a macro in DuckDB, so that it shows what its query gives
 * now.
 *
 * @param schemaName the DuckDB schema that holds the dataset
 * @param generation changes when the table is deleted and made again
 * @param version grows by one with each change of the table
 */
public record TableDefinition(
    TableId id,
    String schemaName,
    TableSchema schema,
    List<String> primaryKey,
    ObjectNode resource,
    long generation,
    int version) {
  /** Ends the name of the DuckDB table that holds the rows of a keyed table. */
  public static final String BASE_SUFFIX = "__base";

  /** Normalized change sequence number of the row; empty when it was written without one. */
  static final String SEQUENCE = "_sqn";

  /** When the row was deleted; null while it lives. */
  static final String DELETED_AT = "_deleted_at";

  public TableDefinition {
    primaryKey = List.copyOf(primaryKey);
    for (String column : primaryKey) {
      if (schema.find(column).isEmpty()) {
        throw ServiceError.invalid(
            "Primary key column " + column + " is not a column of the table");
      }
    }
  }

  /** Reads a table resource. */
  static TableDefinition of(
      TableId id, String schemaName, ObjectNode resource, long generation, int version) {
    List<String> key = new ArrayList<>();
    JsonNode columns = resource.path("tableConstraints").path("primaryKey").path("columns");
    columns.forEach(c -> key.add(c.asText()));
    TableSchema schema = TableSchema.parse(resource.get("schema"));
    return new TableDefinition(id, schemaName, schema, key, resource, generation, version);
  }

  /** A copy of the resource as the client gave it; the caller may change it. */
  @Override
  public ObjectNode resource() {
    return resource.deepCopy();
  }

  public boolean keyed() {
    return !primaryKey.isEmpty();
  }

  /** Whether it is a query with a name. */
  public boolean isView() {
    return resource.has("view");
  }

  /** This table, if it holds rows. */
  TableDefinition requireRows() {
    if (isView()) {
      throw ServiceError.invalid(id + " is not allowed for this operation because it is a view.");
    }
    return this;
  }

  /** What queries read, quoted; a view has no alias then. */
  public String queryName() {
    return macroName() + (isView() ? "()" : "");
  }

  /** The quoted name without anything. */
  String macroName() {
    return Sql.quote(schemaName) + "." + Sql.quote(id.table());
  }

  /** The DuckDB table that rows are written to, not quoted. */
  public String storedTable() {
    return keyed() ? id.table() + BASE_SUFFIX : id.table();
  }

  /** The DuckDB table that rows are written to, quoted and with its schema. */
  public String storedName() {
    return Sql.quote(schemaName) + "." + Sql.quote(storedTable());
  }

  /** Quoted names of the columns, separated by commas. */
  public String columnList() {
    return schema.fields().stream().map(f -> Sql.quote(f.name())).collect(Collectors.joining(", "));
  }
}
