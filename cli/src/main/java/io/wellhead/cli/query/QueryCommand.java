// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.query;

import io.wellhead.cli.ExitCode;
import io.wellhead.cli.Wellhead;
import io.wellhead.cli.options.ProjectConnection;
import io.wellhead.cli.output.Listing;
import io.wellhead.cli.output.OutputFormat;
import io.wellhead.transforms.warehouse.QueryResult;
import io.wellhead.transforms.warehouse.QueryRow;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** For machines without another client of BigQuery: runs a query and prints its rows. */
@Command(
    name = "query",
    description = "Run a GoogleSQL query over the warehouse and print its rows.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead query 'SELECT change_id, status, error FROM restream_silver.data_changes' --project my-project",
      "  wellhead query 'SELECT COUNT(*) FROM restream_silver.measurements' --project demo --bigquery-endpoint http://localhost:9050"
    })
public final class QueryCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ProjectConnection connection;

  @Parameters(
      paramLabel = "SQL",
      description = "The query; datasets without a project are those of --project.")
  private String sql;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private OutputFormat output;

  @Override
  public Integer call() throws IOException {
    QueryResult result = connection.open(spec.commandLine()).query(sql);
    List<Map<String, @Nullable Object>> rows =
        result.stream().map(row -> values(row, result.columns())).toList();
    listing(result.columns()).print(rows, output, Wellhead.out(spec));
    if (rows.isEmpty() && output == OutputFormat.TABLE) {
      Wellhead.err(spec).println("(no rows)");
    }
    return ExitCode.OK.code();
  }

  private static Map<String, @Nullable Object> values(QueryRow row, List<String> columns) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (String column : columns) {
      Object value = row.value(column);
      values.put(column, value instanceof Instant instant ? instant.toString() : value);
    }
    return values;
  }

  private static Listing<Map<String, @Nullable Object>> listing(List<String> columns) {
    Listing<Map<String, @Nullable Object>> listing = Listing.empty();
    for (String column : columns) {
      listing = listing.column(column, row -> row.get(column));
    }
    return listing;
  }
}
