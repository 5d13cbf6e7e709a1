// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import io.wellhead.transforms.restream.Drain;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs the whole pipeline from a folder of change files to the BigQuery sandbox. */
final class ChangePath {
  private static final Duration LIMIT = Duration.standardMinutes(4);
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final Path folder;
  private final BigQuerySandbox bigQuery;

  /** Beam remembers tables by name as long as the JVM lives. */
  private final String prefix = "files" + RUNS.incrementAndGet() + "_";

  ChangePath(Path folder, BigQuerySandbox bigQuery) {
    this.folder = folder;
    this.bigQuery = bigQuery;
  }

  /** Reads what is there, until the pipeline ends by itself. */
  PipelineResult run(String... more) throws Exception {
    String[] all = new String[more.length + 1];
    all[0] = "--changeUntil=now";
    System.arraycopy(more, 0, all, 1, more.length);
    PipelineResult run = start(Drain.create(), all);
    PipelineResult.State state = run.waitUntilFinish(LIMIT);
    if (state != PipelineResult.State.DONE) {
      throw new AssertionError("the pipeline did not end by itself within " + LIMIT + ": " + state);
    }
    return run;
  }

  /** Begins to read, and goes on until the drain. */
  PipelineResult start(Drain drain, String... more) throws Exception {
    return ChangeFilesToBigQuery.launch(options(more), drain);
  }

  /**
   * The pipeline for a runner that a real launch would refuse, as its workers could be elsewhere
   * and not reach the sandbox. The tables are made.
   */
  Pipeline pipeline(Drain drain, String... more) throws Exception {
    ChangeFilesToBigQueryOptions options = options(more);
    Preflight.prepareWarehouse(options, ChangeFilesToBigQuery.tables());
    return ChangeFilesToBigQuery.assemble(
        options, ChangeFilesToBigQueryConfig.from(options, Clock.systemUTC()), drain);
  }

  private ChangeFilesToBigQueryOptions options(String... more) {
    Map<String, String> arguments = new LinkedHashMap<>();
    arguments.put("--runner", "DirectRunner");
    arguments.put("--targetParallelism", "2");
    arguments.put("--blockOnRun", "false");
    arguments.put("--project", bigQuery.project());
    arguments.put("--bigQueryEndpoint", bigQuery.endpoint());
    arguments.put("--datasetPrefix", prefix);
    arguments.put("--changeFiles", folder.toString());
    for (String argument : more) {
      int equals = argument.indexOf('=');
      arguments.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    return PipelineOptionsFactory.fromArgs(
            arguments.entrySet().stream()
                .map(argument -> argument.getKey() + "=" + argument.getValue())
                .toArray(String[]::new))
        .withValidation()
        .as(ChangeFilesToBigQueryOptions.class);
  }

  /** Rows of a query in which {@code {}} stands before the name of each dataset. */
  List<Map<String, @Nullable Object>> query(String sql) {
    return bigQuery.query(sql.replace("{}", prefix));
  }
}
