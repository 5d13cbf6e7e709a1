// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.wellhead.sandbox.bigquery.sql.QueryResult;
import io.wellhead.sandbox.bigquery.sql.QueryRunner;
import java.util.List;
import java.util.UUID;

/** jobs.query. */
final class QueryRoutes {
  private final QueryRunner runner;

  QueryRoutes(QueryRunner runner) {
    this.runner = runner;
  }

  List<Route> routes() {
    return List.of(Route.post("jobs.query", "projects/{projectId}/queries", this::query));
  }

  private ObjectNode query(Request request) {
    String project = request.path("projectId");
    QueryResult result = runner.run(project, request.body().path("query").asText());
    ObjectNode response = Resources.object();
    response.put("kind", "bigquery#queryResponse");
    ArrayNode fields = response.putObject("schema").putArray("fields");
    result.fields().forEach(f -> QueryRunner.describe(f, fields.addObject()));
    response
        .putObject("jobReference")
        .put("projectId", project)
        .put("jobId", UUID.randomUUID().toString());
    response.put("totalRows", Integer.toString(result.rows().size()));
    ArrayNode rows = response.putArray("rows");
    result.rows().forEach(r -> rows.addRawValue(new RawValue(r)));
    response.put("jobComplete", true);
    return response;
  }
}
