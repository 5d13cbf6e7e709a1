// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.ErrorProto;
import com.google.api.services.bigquery.model.GetQueryResultsResponse;
import com.google.api.services.bigquery.model.JobReference;
import com.google.api.services.bigquery.model.QueryResponse;
import com.google.api.services.bigquery.model.TableRow;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waits for a query's end and fetches its pages one after the other. */
final class QueryPages {
  private final Bigquery bigquery;
  private final String project;
  private final long pageRows;
  private final Duration callWait;
  private final Clock clock;
  private final Duration timeout;

  QueryPages(
      Bigquery bigquery,
      String project,
      long pageRows,
      Duration callWait,
      Clock clock,
      Duration timeout) {
    this.bigquery = bigquery;
    this.project = project;
    this.pageRows = pageRows;
    this.callWait = callWait;
    this.clock = clock;
    this.timeout = timeout;
  }

  /** The rows of one answer and the token of the next, if there is one. */
  record Page(List<TableRow> rows, @Nullable String nextToken) {
    Page(@Nullable List<TableRow> rows, @Nullable String nextToken) {
      this.rows = rows == null ? List.of() : rows;
      this.nextToken = nextToken;
    }
  }

  QueryResult first(QueryResponse answer) throws IOException {
    if (Boolean.TRUE.equals(answer.getJobComplete())) {
      refuse(answer.getErrors(), answer.getSchema() == null);
      return new QueryResult(
          this,
          answer.getJobReference(),
          answer.getSchema(),
          new Page(answer.getRows(), answer.getPageToken()));
    }
    Instant deadline = clock.instant().plus(timeout);
    JobReference job = answer.getJobReference();
    while (clock.instant().isBefore(deadline)) {
      GetQueryResultsResponse later = fetch(job, null);
      if (Boolean.TRUE.equals(later.getJobComplete())) {
        refuse(later.getErrors(), later.getSchema() == null);
        return new QueryResult(
            this, job, later.getSchema(), new Page(later.getRows(), later.getPageToken()));
      }
    }
    throw QueryException.late(timeout);
  }

  Page next(JobReference job, String token) throws IOException {
    GetQueryResultsResponse answer = fetch(job, token);
    return new Page(answer.getRows(), answer.getPageToken());
  }

  private GetQueryResultsResponse fetch(JobReference job, @Nullable String token)
      throws IOException {
    try {
      return bigquery
          .jobs()
          .getQueryResults(project, job.getJobId())
          .setLocation(job.getLocation())
          .setMaxResults(pageRows)
          .setTimeoutMs(Math.min(timeout.toMillis(), callWait.toMillis()))
          .setFormatOptionsUseInt64Timestamp(true)
          .setPageToken(token)
          .execute();
    } catch (GoogleJsonResponseException e) {
      throw QueryException.of(e);
    }
  }

  /** Errors beside a result are warnings; without one they are why there is none. */
  private static void refuse(@Nullable List<ErrorProto> errors, boolean noResult)
      throws QueryException {
    if (noResult && errors != null && !errors.isEmpty()) {
      throw QueryException.of(errors);
    }
  }
}
