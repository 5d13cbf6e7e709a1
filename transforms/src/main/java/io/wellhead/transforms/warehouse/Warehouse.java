// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.DataFormatOptions;
import com.google.api.services.bigquery.model.QueryParameter;
import com.google.api.services.bigquery.model.QueryRequest;
import com.google.api.services.bigquery.model.QueryResponse;
import com.google.api.services.bigquery.model.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * Asks the warehouse, over BigQuery's REST API: the same calls reach BigQuery, with application
 * default credentials, and the local sandbox, with none.
 *
 * <p>Queries are GoogleSQL; table names come from {@link #table}, values only from parameters. Safe
 * for use by several threads.
 */
public final class Warehouse {
  /** How long a query may run, unless said otherwise. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

  /** How long one call waits for a query to finish before it is asked again. */
  private static final Duration CALL_WAIT = Duration.ofSeconds(10);

  private static final Duration READ_TIMEOUT = CALL_WAIT.plusSeconds(50);
  private static final long PAGE_ROWS = 10_000;

  private final Bigquery bigquery;
  private final WarehouseTarget target;
  private final Duration timeout;
  private final long pageRows;
  private final Clock clock;

  Warehouse(
      Bigquery bigquery, WarehouseTarget target, Duration timeout, long pageRows, Clock clock) {
    this.bigquery = bigquery;
    this.target = target;
    this.timeout = timeout;
    this.pageRows = pageRows;
    this.clock = clock;
  }

  /**
   * The warehouse that the options name: project, dataset prefix, location and endpoint.
   *
   * @throws IllegalArgumentException if an option is missing or not accepted
   * @throws UncheckedIOException if the endpoint is local and does not answer
   * @throws WarehouseException if there are no credentials
   */
  public static Warehouse from(PipelineOptions options) throws WarehouseException {
    WarehouseTarget target = WarehouseTarget.from(options);
    return new Warehouse(
        BigQueryConnection.open(options, READ_TIMEOUT),
        target,
        DEFAULT_TIMEOUT,
        PAGE_ROWS,
        Clock.systemUTC());
  }

  /** The same warehouse with that limit on the run time of a query. */
  public Warehouse withTimeout(Duration newTimeout) {
    return new Warehouse(bigquery, target, newTimeout, pageRows, clock);
  }

  /** The same warehouse with at most that many rows in one answer of the service. */
  public Warehouse withPageRows(long newPageRows) {
    return new Warehouse(bigquery, target, timeout, newPageRows, clock);
  }

  /** The table's name as a query needs it, backticks included. */
  public String table(TableDefinition table) {
    return target.sqlName(table);
  }

  /** The table's name as a query needs it, backticks included. */
  public String table(TableName table) {
    return target.sqlName(table);
  }

  /**
   * When a table was made, if it is there.
   *
   * @throws WarehouseException if BigQuery cannot be reached or refuses
   */
  public Optional<Instant> made(TableName table) throws WarehouseException {
    return new TableCalls(bigquery, target)
        .find(table)
        .map(found -> Instant.ofEpochMilli(found.getCreationTime()));
  }

  /**
   * Asks for a table's columns, in their order; those of types that our tables do not use are left
   * out.
   *
   * @return null if there is no such table
   * @throws WarehouseException if BigQuery cannot be reached or refuses
   */
  public @Nullable List<Column> columns(TableName table) throws WarehouseException {
    Table found = new TableCalls(bigquery, target).find(table).orElse(null);
    return found == null
        ? null
        : FieldSchemas.columns(
            found.getSchema().getFields().stream()
                .filter(field -> ColumnType.find(field.getType()).isPresent())
                .toList());
  }

  /** Where the tables are. */
  public WarehouseTarget target() {
    return target;
  }

  /**
   * Runs a query whose parameters are question marks.
   *
   * @param sql one GoogleSQL query
   * @param values String, Long, Integer, Double, Boolean, Instant, byte[] or a list of one of these
   * @throws QueryException if the query is refused, fails or takes longer than the timeout
   * @throws IOException if the service cannot be reached
   */
  public QueryResult query(String sql, Object... values) throws IOException {
    return run(
        sql,
        values.length == 0 ? null : "POSITIONAL",
        List.of(values).stream().map(QueryParameters::positional).toList());
  }

  /**
   * Runs a query whose parameters are names after an at sign.
   *
   * @param sql one GoogleSQL query
   * @param values by parameter name, without the at sign; classes as for {@link #query(String,
   *     Object...)}
   * @throws QueryException if the query is refused, fails or takes longer than the timeout
   * @throws IOException if the service cannot be reached
   */
  public QueryResult queryNamed(String sql, Map<String, ?> values) throws IOException {
    return run(
        sql,
        "NAMED",
        values.entrySet().stream()
            .map(value -> QueryParameters.named(value.getKey(), value.getValue()))
            .toList());
  }

  private QueryResult run(String sql, @Nullable String mode, List<QueryParameter> parameters)
      throws IOException {
    QueryRequest request =
        new QueryRequest()
            .setQuery(sql)
            .setUseLegacySql(false)
            .setLocation(target.location())
            .setMaxResults(pageRows)
            .setTimeoutMs(Math.min(timeout.toMillis(), CALL_WAIT.toMillis()))
            .setJobTimeoutMs(timeout.toMillis())
            .setFormatOptions(new DataFormatOptions().setUseInt64Timestamp(true));
    if (mode != null) {
      request.setParameterMode(mode).setQueryParameters(parameters);
    }
    QueryPages pages =
        new QueryPages(bigquery, target.project(), pageRows, CALL_WAIT, clock, timeout);
    try {
      QueryResponse answer = bigquery.jobs().query(target.project(), request).execute();
      return pages.first(answer);
    } catch (GoogleJsonResponseException e) {
      throw QueryException.of(e);
    }
  }
}
