// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.bigquery.sql.Views;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import io.wellhead.sandbox.bigquery.store.TableDefinition;
import io.wellhead.sandbox.bigquery.store.TableId;
import io.wellhead.sandbox.bigquery.store.Warehouse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.UnaryOperator;

/** tables.*. */
final class TableRoutes {
  private static final String ALL = "projects/{projectId}/datasets/{datasetId}/tables";
  private static final String ONE = ALL + "/{tableId}";
  private static final List<String> MADE_BY_SERVER =
      List.of(
          "kind",
          "etag",
          "id",
          "selfLink",
          "creationTime",
          "lastModifiedTime",
          "type",
          "numRows",
          "numBytes",
          "numLongTermBytes",
          "location");

  private final Warehouse warehouse;
  private final Views views;

  TableRoutes(Warehouse warehouse, Views views) {
    this.warehouse = warehouse;
    this.views = views;
  }

  List<Route> routes() {
    return List.of(
        Route.get("tables.list", ALL, this::list, "maxResults", "pageToken"),
        Route.post("tables.insert", ALL, this::insert),
        Route.get("tables.get", ONE, this::get, "selectedFields", "view"),
        Route.put("tables.update", ONE, this::update, "autodetect_schema"),
        Route.patch("tables.patch", ONE, this::patch, "autodetect_schema"),
        Route.delete("tables.delete", ONE, this::delete));
  }

  private ObjectNode list(Request request) {
    List<TableDefinition> tables = warehouse.tables().of(request.dataset());
    return Resources.page(request, "bigquery#tableList", "tables", tables, t -> listed(request, t));
  }

  private static ObjectNode listed(Request request, TableDefinition table) {
    ObjectNode full = resource(request, table);
    full.retain(
        "kind",
        "id",
        "tableReference",
        "type",
        "friendlyName",
        "labels",
        "view",
        "creationTime",
        "expirationTime",
        "timePartitioning",
        "rangePartitioning",
        "clustering");
    return full;
  }

  private ObjectNode insert(Request request) {
    ObjectNode body = request.body();
    String table = body.path("tableReference").path("tableId").asText("");
    if (table.isEmpty()) {
      throw ServiceError.invalid("Required parameter is missing: tableReference.tableId");
    }
    for (String unsupported : List.of("materializedView", "externalDataConfiguration")) {
      if (body.hasNonNull(unsupported)) {
        throw new ServiceError(
            ServiceError.Reason.NOT_IMPLEMENTED,
            "The sandbox keeps tables and views, no " + unsupported);
      }
    }
    TableId id = new TableId(request.dataset(), table);
    return resource(
        request,
        body.hasNonNull("view")
            ? views.create(id, clean(body))
            : warehouse.tables().create(id, clean(body)));
  }

  private ObjectNode get(Request request) throws SQLException {
    TableDefinition table = warehouse.tables().get(request.table());
    ObjectNode resource = resource(request, table);
    if (!table.isView() && !request.query("view").orElse("").equals("BASIC")) {
      addStatistics(table, resource);
    }
    return resource;
  }

  private void addStatistics(TableDefinition table, ObjectNode resource) throws SQLException {
    long rows =
        warehouse.read(
            connection -> {
              try (Statement statement = connection.createStatement();
                  ResultSet result =
                      statement.executeQuery("SELECT count(*) FROM " + table.queryName())) {
                result.next();
                return result.getLong(1);
              }
            });
    resource.put("numRows", Long.toString(rows));
    // The sandbox does not measure bytes; clients expect the field.
    resource.put("numBytes", "0");
    resource.put("numLongTermBytes", "0");
  }

  private ObjectNode update(Request request) {
    return change(
        request,
        old -> {
          ObjectNode next = clean(request.body());
          next.set("creationTime", old.get("creationTime"));
          if (!next.has("schema") && old.has("schema")) {
            next.set("schema", old.get("schema"));
          }
          return next;
        });
  }

  private ObjectNode patch(Request request) {
    return change(request, old -> Resources.merge(old, clean(request.body())));
  }

  private ObjectNode change(Request request, UnaryOperator<ObjectNode> change) {
    TableId id = request.table();
    UnaryOperator<ObjectNode> matching = Resources.ifMatching(request, change);
    boolean view = warehouse.tables().find(id).filter(TableDefinition::isView).isPresent();
    return resource(
        request, view ? views.change(id, matching) : warehouse.tables().change(id, matching));
  }

  private ObjectNode delete(Request request) {
    warehouse.tables().delete(request.table());
    return Resources.object();
  }

  private static ObjectNode clean(ObjectNode body) {
    ObjectNode copy = body.deepCopy();
    copy.remove(MADE_BY_SERVER);
    copy.remove("tableReference");
    if (copy.path("schema").isNull()) {
      // bq sends it with every update; it means no change, as a schema cannot be taken away.
      copy.remove("schema");
    }
    return copy;
  }

  static ObjectNode resource(Request request, TableDefinition table) {
    TableId id = table.id();
    String dataset = id.dataset().dataset();
    ObjectNode stored = table.resource();
    ObjectNode resource = Resources.object();
    resource.put("kind", "bigquery#table");
    resource.put("etag", Resources.etag(stored));
    resource.put("id", id.toString());
    resource.put(
        "selfLink",
        request.baseUrl()
            + "/bigquery/v2/projects/"
            + id.project()
            + "/datasets/"
            + dataset
            + "/tables/"
            + id.table());
    resource
        .putObject("tableReference")
        .put("projectId", id.project())
        .put("datasetId", dataset)
        .put("tableId", id.table());
    resource.put("type", table.isView() ? "VIEW" : "TABLE");
    resource.put("location", "US");
    resource.setAll(stored);
    return resource;
  }
}
