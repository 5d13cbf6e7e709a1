// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import io.wellhead.sandbox.bigquery.store.TableDefinition;
import io.wellhead.sandbox.bigquery.store.TableId;
import io.wellhead.sandbox.bigquery.store.Warehouse;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Makes and changes logical views. As in BigQuery, a view's schema is that of its query when it was
 * made or changed, and what it gives follows the tables.
 */
public final class Views {
  private final Warehouse warehouse;
  private final QueryRunner runner;

  public Views(Warehouse warehouse, QueryRunner runner) {
    this.warehouse = warehouse;
    this.runner = runner;
  }

  /** Makes the view of a table resource. */
  public TableDefinition create(TableId id, ObjectNode resource) {
    return warehouse.tables().createView(id, describe(id, resource), sql(id, resource));
  }

  /** Changes a view's resource, and with it perhaps its query. */
  public TableDefinition change(TableId id, UnaryOperator<ObjectNode> change) {
    return warehouse
        .tables()
        .changeView(id, old -> describe(id, change.apply(old)), changed -> sql(id, changed));
  }

  private String sql(TableId id, ObjectNode resource) {
    return runner.readingSql(query(id, resource));
  }

  private ObjectNode describe(TableId id, ObjectNode resource) {
    ArrayNode columns = resource.putObject("schema").putArray("fields");
    runner
        .check(query(id, resource))
        .fields()
        .forEach(field -> RestRows.describe(field, columns.addObject()));
    return resource;
  }

  private static Query query(TableId id, ObjectNode resource) {
    JsonNode view = resource.path("view");
    if (view.path("useLegacySql").asBoolean(true)) {
      throw new ServiceError(
          ServiceError.Reason.NOT_IMPLEMENTED,
          "The sandbox runs GoogleSQL; set view.useLegacySql to false");
    }
    for (String member : List.of("clustering", "timePartitioning", "tableConstraints")) {
      if (resource.hasNonNull(member)) {
        throw ServiceError.invalid(member + " is not allowed for views");
      }
    }
    return Query.of(id.project(), view.path("query").asText(""));
  }
}
