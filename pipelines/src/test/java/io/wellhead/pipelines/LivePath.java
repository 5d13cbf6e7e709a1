// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.transforms.restream.Drain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

/** Runs the whole pipeline between the two sandboxes and looks into its tables. */
final class LivePath {
  private static final Duration LIMIT = Duration.standardMinutes(4);
  private static final AtomicInteger RUNS = new AtomicInteger();

  private final RestreamSandbox restream;
  private final BigQuerySandbox bigQuery;

  /** Beam remembers tables by name as long as the JVM lives. */
  private final String prefix = "run" + RUNS.incrementAndGet() + "_";

  private String compared = "false";

  LivePath(RestreamSandbox restream, BigQuerySandbox bigQuery) {
    this.restream = restream;
    this.bigQuery = bigQuery;
  }

  /**
   * Lets the runner compare each element with its encoding, before and after every step. That takes
   * a third of the processor time, so it is for one test of each path.
   */
  LivePath compared() {
    compared = "true";
    return this;
  }

  /** Runs until the pipeline ends by itself. */
  void run(String... more) throws Exception {
    PipelineResult.State state = start(more).waitUntilFinish(LIMIT);
    if (state != PipelineResult.State.DONE) {
      throw new AssertionError("the pipeline did not end by itself within " + LIMIT + ": " + state);
    }
  }

  PipelineResult start(String... more) throws Exception {
    return RestreamToBigQuery.launch(options(more));
  }

  PipelineResult start(Drain drain, String... more) throws Exception {
    return RestreamToBigQuery.launch(options(more), drain);
  }

  /**
   * The pipeline for a runner that a real launch would refuse, as its workers could be elsewhere
   * and not reach the sandboxes. The tables are made.
   */
  Pipeline pipeline(Drain drain, String... more) throws Exception {
    RestreamToBigQueryOptions options = options(more);
    Preflight.prepareWarehouse(options, RestreamToBigQuery.tables());
    return RestreamToBigQuery.assemble(
        options, RestreamToBigQueryConfig.from(options, Clock.systemUTC()), drain);
  }

  RestreamToBigQueryOptions options(String... more) {
    Map<String, String> arguments = new LinkedHashMap<>();
    arguments.put("--runner", "DirectRunner");
    arguments.put("--targetParallelism", "2");
    arguments.put("--blockOnRun", "false");
    arguments.put("--enforceImmutability", compared);
    arguments.put("--enforceEncodability", compared);
    arguments.put("--project", bigQuery.project());
    arguments.put("--bigQueryEndpoint", bigQuery.endpoint());
    arguments.put("--datasetPrefix", prefix);
    arguments.put("--restreamBaseUrl", restream.baseUrl());
    arguments.put("--restreamClientId", restream.clientId());
    arguments.put("--restreamClientSecret", "file:" + secretFile());
    arguments.put("--restreamRooms", "pad:" + restream.padId());
    arguments.put("--restreamRefresh", "5s");
    for (String argument : more) {
      int equals = argument.indexOf('=');
      arguments.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    return PipelineOptionsFactory.fromArgs(
            arguments.entrySet().stream()
                .map(argument -> argument.getKey() + "=" + argument.getValue())
                .toArray(String[]::new))
        .withValidation()
        .as(RestreamToBigQueryOptions.class);
  }

  private Path secretFile() {
    try {
      Path file = Files.createTempFile("restream-secret", ".txt");
      file.toFile().deleteOnExit();
      return Files.write(file, restream.clientSecret().getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Rows of a query in which {@code silver.}, {@code bronze.} and {@code ops.} stand for datasets.
   */
  List<Map<String, @Nullable Object>> query(String sql) {
    return bigQuery.query(
        sql.replace("silver.", prefix + "restream_silver.")
            .replace("bronze.", prefix + "restream_bronze.")
            .replace("ops.", prefix + "wellhead_ops."));
  }

  /** The dataset's name in this run. */
  String dataset(String name) {
    return prefix + name;
  }

  long count(String sql) {
    return (Long) query("SELECT COUNT(*) AS n FROM " + sql).get(0).get("n");
  }
}
