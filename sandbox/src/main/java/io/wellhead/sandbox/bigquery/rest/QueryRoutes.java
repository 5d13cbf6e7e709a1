// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.bigquery.rest.Jobs.Job;
import io.wellhead.sandbox.bigquery.sql.Query;
import io.wellhead.sandbox.bigquery.sql.QueryResult;
import io.wellhead.sandbox.bigquery.sql.QueryRunner;
import io.wellhead.sandbox.bigquery.store.DatasetId;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** jobs.*: queries only. They run at once, so a job is always done. */
final class QueryRoutes {
  private static final String QUERIES = "projects/{projectId}/queries";
  private static final String JOBS = "projects/{projectId}/jobs";

  private final QueryRunner runner;
  private final Clock clock;
  private final Jobs jobs = new Jobs();

  QueryRoutes(QueryRunner runner, Clock clock) {
    this.runner = runner;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.post("jobs.query", QUERIES, this::query),
        Route.get(
            "jobs.getQueryResults",
            QUERIES + "/{jobId}",
            this::results,
            "location",
            "maxResults",
            "pageToken",
            "startIndex",
            "timeoutMs",
            "formatOptions.useInt64Timestamp",
            "formatOptions.timestampOutputFormat"),
        Route.post("jobs.insert", JOBS, this::insert),
        Route.get(
            "jobs.list",
            JOBS,
            this::list,
            "allUsers",
            "maxResults",
            "pageToken",
            "projection",
            "stateFilter",
            "minCreationTime",
            "maxCreationTime",
            "parentJobId"),
        Route.get("jobs.get", JOBS + "/{jobId}", this::get, "location"),
        Route.post("jobs.cancel", JOBS + "/{jobId}/cancel", this::cancel, "location"),
        Route.delete("jobs.delete", JOBS + "/{jobId}/delete", this::delete, "location"));
  }

  private ObjectNode query(Request request) {
    ObjectNode body = request.body();
    String project = request.path("projectId");
    Query query = read(project, body);
    boolean dryRun = body.path("dryRun").asBoolean(false);
    QueryResult result = dryRun ? runner.check(query) : runner.run(query);
    ObjectNode response = Resources.object().put("kind", "bigquery#queryResponse");
    if (dryRun) {
      response.putObject("jobReference").put("projectId", project).put("location", "US");
      ResultPages.schema(response, result.fields());
      return response
          .put("totalBytesProcessed", "0")
          .put("jobComplete", true)
          .put("cacheHit", false);
    }
    ObjectNode configuration = Resources.object();
    configuration.put("jobType", "QUERY").putObject("query").put("query", query.sql());
    Job job = job(project, UUID.randomUUID().toString(), configuration, result, null);
    jobs.add(job);
    describe(response, job, result);
    long maxResults = body.path("maxResults").asLong(Integer.MAX_VALUE);
    ResultPages.rows(
        response, result.rows(), 0, maxResults, ResultPages.timestamps(body.path("formatOptions")));
    return response;
  }

  private Job job(
      String project,
      String id,
      ObjectNode configuration,
      @Nullable QueryResult result,
      @Nullable ServiceError error) {
    long now = clock.millis();
    return new Job(project, id, configuration, result, error, now, now);
  }

  private static Query read(String project, JsonNode query) {
    if (query.path("useLegacySql").asBoolean(false)) {
      throw new ServiceError(
          ServiceError.Reason.NOT_IMPLEMENTED,
          "The sandbox runs GoogleSQL; set useLegacySql to false");
    }
    String sql = query.path("query").asText("");
    if (sql.isBlank()) {
      throw ServiceError.invalid("Required parameter is missing: query");
    }
    JsonNode dataset = query.path("defaultDataset");
    DatasetId defaultDataset =
        dataset.hasNonNull("datasetId")
            ? new DatasetId(
                dataset.path("projectId").asText(project), dataset.get("datasetId").asText())
            : null;
    return new Query(project, defaultDataset, sql, query.get("queryParameters"));
  }

  private static void describe(ObjectNode response, Job job, QueryResult result) {
    ResultPages.schema(response, result.fields());
    reference(response, job);
    response.put("jobComplete", true).put("cacheHit", false).put("totalBytesProcessed", "0");
    response.put("totalRows", Integer.toString(result.rows().size()));
    if (result.changedRows() >= 0) {
      response.put("numDmlAffectedRows", Long.toString(result.changedRows()));
    }
  }

  private static void reference(ObjectNode node, Job job) {
    node.putObject("jobReference")
        .put("projectId", job.project())
        .put("jobId", job.id())
        .put("location", "US");
  }

  private ObjectNode results(Request request) {
    Job job = jobs.get(request.path("projectId"), request.path("jobId"));
    QueryResult result = job.result();
    if (result == null) {
      throw job.error() == null ? ServiceError.invalid("The job has no result") : job.error();
    }
    ObjectNode response = Resources.object().put("kind", "bigquery#getQueryResultsResponse");
    response.put("etag", job.id());
    describe(response, job, result);
    ResultPages.rows(
        response,
        result.rows(),
        ResultPages.start(request),
        ResultPages.maxResults(request),
        ResultPages.timestamps(request));
    return response;
  }

  private ObjectNode insert(Request request) {
    String project = request.path("projectId");
    ObjectNode body = request.body();
    JsonNode configuration = body.path("configuration");
    if (!configuration.path("query").isObject()) {
      throw new ServiceError(
          ServiceError.Reason.NOT_IMPLEMENTED, "The sandbox runs query jobs only");
    }
    String id = body.path("jobReference").path("jobId").asText(UUID.randomUUID().toString());
    ObjectNode kept = configuration.deepCopy();
    kept.put("jobType", "QUERY");
    Query query = read(project, configuration.path("query"));
    if (configuration.path("dryRun").asBoolean(false)) {
      return resource(request, job(project, id, kept, runner.check(query), null), true);
    }
    Job job = run(project, id, kept, query);
    jobs.add(job);
    return resource(request, job, false);
  }

  /** As in BigQuery, a query that fails makes a job that failed. */
  private Job run(String project, String id, ObjectNode configuration, Query query) {
    try {
      return job(project, id, configuration, runner.run(query), null);
    } catch (ServiceError e) {
      return job(project, id, configuration, null, e);
    }
  }

  private ObjectNode get(Request request) {
    return resource(request, jobs.get(request.path("projectId"), request.path("jobId")), false);
  }

  private ObjectNode list(Request request) {
    List<Job> all = jobs.of(request.path("projectId"));
    return Resources.page(
        request,
        "bigquery#jobList",
        "jobs",
        all,
        job -> resource(request, job, false).put("state", "DONE"));
  }

  private ObjectNode cancel(Request request) {
    ObjectNode response = Resources.object().put("kind", "bigquery#jobCancelResponse");
    response.set("job", get(request));
    return response;
  }

  private ObjectNode delete(Request request) {
    jobs.remove(request.path("projectId"), request.path("jobId"));
    return Resources.object();
  }

  private static ObjectNode resource(Request request, Job job, boolean dryRun) {
    ObjectNode resource =
        Resources.object().put("kind", "bigquery#job").put("id", job.project() + ":US." + job.id());
    resource.put("etag", job.id()).put("user_email", "nobody@localhost");
    resource.put(
        "selfLink",
        request.baseUrl() + "/bigquery/v2/projects/" + job.project() + "/jobs/" + job.id());
    reference(resource, job);
    resource.set("configuration", job.configuration());
    ObjectNode status = resource.putObject("status").put("state", "DONE");
    ServiceError error = job.error();
    if (error != null) {
      ObjectNode result = status.putObject("errorResult");
      result
          .put("reason", error.reason().code())
          .put("location", "query")
          .put("message", error.text());
      status.putArray("errors").add(result.deepCopy());
    }
    ObjectNode statistics = resource.putObject("statistics");
    statistics.put("creationTime", Long.toString(job.startMillis()));
    statistics
        .put("startTime", Long.toString(job.startMillis()))
        .put("endTime", Long.toString(job.endMillis()));
    statistics.put("totalBytesProcessed", "0");
    QueryResult result = job.result();
    if (result != null) {
      ObjectNode query = statistics.putObject("query").put("statementType", result.statementType());
      query.put("totalBytesProcessed", "0").put("cacheHit", false);
      if (result.changedRows() >= 0) {
        query.put("numDmlAffectedRows", Long.toString(result.changedRows()));
      }
      if (dryRun) {
        ResultPages.schema(query, result.fields());
      }
    }
    return resource;
  }
}
