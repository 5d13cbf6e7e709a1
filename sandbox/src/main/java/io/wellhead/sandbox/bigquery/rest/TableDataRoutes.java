// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.bigquery.sql.Query;
import io.wellhead.sandbox.bigquery.sql.QueryResult;
import io.wellhead.sandbox.bigquery.sql.QueryRunner;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import io.wellhead.sandbox.bigquery.store.TableDefinition;
import io.wellhead.sandbox.bigquery.store.Warehouse;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** tabledata.list. */
final class TableDataRoutes {
  private static final String PATH =
      "projects/{projectId}/datasets/{datasetId}/tables/{tableId}/data";

  private final Warehouse warehouse;
  private final QueryRunner runner;

  TableDataRoutes(Warehouse warehouse, QueryRunner runner) {
    this.warehouse = warehouse;
    this.runner = runner;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "tabledata.list",
            PATH,
            this::list,
            "maxResults",
            "pageToken",
            "selectedFields",
            "startIndex",
            "formatOptions.useInt64Timestamp",
            "formatOptions.timestampOutputFormat"));
  }

  private ObjectNode list(Request request) {
    TableDefinition table = warehouse.tables().ofRows(request.table());
    String name =
        "`"
            + table.id().project()
            + "."
            + table.id().dataset().dataset()
            + "."
            + table.id().table()
            + "`";
    long start = ResultPages.start(request);
    long total = count(table, name);
    long limit = Math.min(ResultPages.maxResults(request), total);
    String sql =
        "SELECT "
            + columns(request, table)
            + " FROM "
            + name
            + " LIMIT "
            + limit
            + " OFFSET "
            + start;
    ObjectNode response = Resources.object().put("kind", "bigquery#tableDataList");
    response.put("etag", Resources.etag(table.resource())).put("totalRows", Long.toString(total));
    if (limit == 0 || table.schema().fields().isEmpty()) {
      return response;
    }
    QueryResult result = runner.run(Query.of(table.id().project(), sql));
    ResultPages.rows(response, result.rows(), 0, limit, ResultPages.timestamps(request));
    long next = start + response.path("rows").size();
    response.remove("pageToken");
    if (next < total) {
      response.put("pageToken", Long.toString(next));
    }
    return response;
  }

  private long count(TableDefinition table, String name) {
    Query query = Query.of(table.id().project(), "SELECT count(*) AS n FROM " + name);
    return (Long) Objects.requireNonNull(runner.rows(query).get(0).get("n"), "n");
  }

  private static String columns(Request request, TableDefinition table) {
    String selected = request.query("selectedFields").orElse("");
    if (selected.isEmpty()) {
      return "*";
    }
    return Arrays.stream(selected.split(","))
        .map(
            name ->
                table
                    .schema()
                    .find(name)
                    .orElseThrow(() -> ServiceError.invalid("No such field: " + name))
                    .name())
        .map(name -> "`" + name + "`")
        .collect(Collectors.joining(", "));
  }
}
