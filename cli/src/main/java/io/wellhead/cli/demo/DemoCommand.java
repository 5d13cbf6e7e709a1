// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.demo;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.CommandException;
import io.wellhead.cli.ExitCode;
import io.wellhead.cli.Wellhead;
import io.wellhead.cli.output.TextTable;
import io.wellhead.cli.report.ReportFile;
import io.wellhead.cli.run.PipelineArguments;
import io.wellhead.cli.run.RunMonitor;
import io.wellhead.cli.run.RunOptions;
import io.wellhead.cli.verify.Difference;
import io.wellhead.cli.verify.RestreamVerification;
import io.wellhead.cli.verify.SiteFigures;
import io.wellhead.pipelines.RejectedRunException;
import io.wellhead.pipelines.RestreamToBigQuery;
import io.wellhead.pipelines.RestreamToBigQueryOptions;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.Secret;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.PipelineResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Runs the live path from the simulated pad to the local warehouse, checks the result, and ends.
 */
@Command(
    name = "demo",
    description =
        "Run the live pipeline over some hours of a simulated pad into a local warehouse, let the vendor correct past"
            + " stages, compare every table with what is served, and write the report. Needs no account and no network.",
    footerHeading = "%nExamples:%n",
    footer = {"  wellhead demo", "  wellhead demo --hours 8 --seed 42 --folder /tmp/demo"})
public final class DemoCommand implements Callable<Integer> {
  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");

  private static final String EXAMPLE_QUERY =
      """
      SELECT s.name AS well, g.stage_number AS stage, g.state,
             ROUND(AVG(m.surface_treating_pressure)) AS avg_psi,
             MAX(m.surface_treating_pressure) AS max_psi,
             ROUND(AVG(m.slurry_rate), 1) AS avg_bpm
      FROM restream_silver.stages g
      JOIN restream_silver.sites s ON s.id = g.site_id
      JOIN restream_silver.measurements m
        ON m.site_id = g.site_id AND m.event_time >= g.start AND (g.end IS NULL OR m.event_time < g.end)
      WHERE m.slurry_rate > 1
      GROUP BY s.name, g.stage_number, g.state
      ORDER BY s.name, g.stage_number
      """;

  /** Statements that the demo's database commits. */
  private static final int OPERATIONS = 3_000;

  @Spec private CommandSpec spec;
  private final CommandContext context;

  @Option(
      names = "--hours",
      paramLabel = "NUMBER",
      defaultValue = "4",
      description = "Hours of the pad to bring in, 1 to 48.")
  private int hours;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "7",
      description = "Seed of the simulation.")
  private long seed;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      defaultValue = "demo",
      description =
          "Where warehouse and report are written; those of an earlier demo are replaced.")
  private Path folder;

  DemoCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, RejectedRunException {
    if (hours < 1 || hours > 48) {
      throw new ParameterException(spec.commandLine(), "--hours=" + hours + " must be 1 to 48");
    }
    Instant until = START.plus(Duration.ofHours(hours));
    Path file = freshFile();
    try (RestreamSandbox restream =
            RestreamSandbox.builder()
                .seed(seed)
                .start(START)
                .until(until)
                .pace(Pace.unthrottled())
                .start();
        BigQuerySandbox warehouse = BigQuerySandbox.builder().file(file).start()) {
      say("Simulated pad at %s, local BigQuery at %s", restream.baseUrl(), warehouse.endpoint());
      say("Bringing in %d hours of %d wells ...", hours, restream.siteIds().size());
      bringIn(restream, warehouse, START, until);
      boolean equal;
      try (RestreamClient client =
          RestreamClient.builder()
              .baseUrl(restream.baseUrl())
              .credentials(restream.clientId(), Secret.of(restream.clientSecret()))
              .build()) {
        long served = served(restream, until);
        // The last minute is read twice, and would be other records the second time.
        Instant meeting = until.minusSeconds(60);
        List<String> told = VendorCorrections.make(restream, client, START, meeting);
        say("");
        say("The vendor corrects stages of the past:");
        told.forEach(line -> say("  %s", line));
        say("The pipeline runs again, and follows ...");
        bringIn(restream, warehouse, meeting, until);
        equal = compare(client, restream, warehouse, served, told.size(), until);
      }
      say("");
      say("Database changes");
      List<TableCheck> tables =
          new DatabaseDemo(context, out(), err())
              .play(warehouse, folder.resolve("changes"), OPERATIONS, seed);
      say("");
      print(tables);
      equal &= tables.stream().allMatch(TableCheck::isEqual);
      showQuery(warehouse);
      Path report = writeReport(warehouse);
      say("");
      say("Warehouse  %s  (any DuckDB opens it once this has ended)", file);
      say("Report     %s", report);
      if (!equal) {
        throw new CommandException(ExitCode.CHECK_FAILED, "the tables are not what was simulated");
      }
    }
    return ExitCode.OK.code();
  }

  private Path freshFile() throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("warehouse.duckdb");
    Files.deleteIfExists(file);
    Files.deleteIfExists(folder.resolve("warehouse.duckdb.wal"));
    return file;
  }

  private static long served(RestreamSandbox restream, Instant until) {
    return restream.siteIds().stream()
        .mapToLong(
            site ->
                restream
                    .truth()
                    .between(site, START.getEpochSecond(), until.getEpochSecond() - 1)
                    .size())
        .sum();
  }

  private void bringIn(
      RestreamSandbox restream, BigQuerySandbox warehouse, Instant from, Instant until)
      throws IOException, RejectedRunException {
    Path secret = Files.createTempFile("wellhead-demo", ".secret");
    try {
      Files.writeString(secret, restream.clientSecret());
      RestreamToBigQueryOptions options =
          RunOptions.parse(
              PipelineArguments.of(
                  List.of(
                      "--project=" + warehouse.project(),
                      "--bigQueryEndpoint=" + warehouse.endpoint(),
                      "--restreamBaseUrl=" + restream.baseUrl(),
                      "--restreamClientId=" + restream.clientId(),
                      "--restreamClientSecret=file:" + secret,
                      "--restreamRooms=pad:" + restream.padId(),
                      "--restreamFrom=" + from,
                      "--restreamUntil=" + until,
                      "--restreamRefresh=5s",
                      "--restreamCorrectionsTail=2s")),
              RestreamToBigQueryOptions.class);
      Drain drain = Drain.create();
      PipelineResult result = RestreamToBigQuery.launch(options, drain);
      if (new RunMonitor(result, drain, context, err()).watch() != RunMonitor.Ending.BY_ITSELF) {
        throw new CommandException(ExitCode.INTERRUPTED, "stopped before the end");
      }
    } finally {
      Files.deleteIfExists(secret);
    }
  }

  private boolean compare(
      RestreamClient client,
      RestreamSandbox restream,
      BigQuerySandbox warehouse,
      long firstServed,
      long made,
      Instant until)
      throws IOException {
    CorrectionCheck corrections = new CorrectionCheck(warehouse);
    say("");
    corrections.print(out());
    say("Stages computed again: %d", corrections.recomputedStages());
    List<Difference> differences = new ArrayList<>();
    List<SiteFigures> figures =
        new RestreamVerification(client, Warehouse.from(options(warehouse)))
            .compare(START, until.minusSeconds(1), List.of(), differences::add);
    List<TableCheck> checks =
        WarehouseCheck.run(
            warehouse, client, Room.pad(restream.padId()), firstServed, made, figures, until);
    say("");
    print(checks);
    say("");
    say("Differences by wellhead verify restream: %d", differences.size());
    return differences.isEmpty() && checks.stream().allMatch(TableCheck::isEqual);
  }

  private void print(List<TableCheck> checks) {
    new TextTable(List.of("TABLE", "WHAT", "WRITTEN", "SOURCE", ""))
        .print(
            checks.stream()
                .map(
                    check ->
                        List.of(
                            check.table(),
                            check.what(),
                            String.format(Locale.ROOT, "%,d", check.written()),
                            String.format(Locale.ROOT, "%,d", check.truth()),
                            check.isEqual() ? "equal" : "DIFFERENT"))
                .toList(),
            out());
  }

  private void showQuery(BigQuerySandbox warehouse) {
    say("");
    say("For example, the stages that were pumped:");
    say("");
    out().print(EXAMPLE_QUERY.indent(2));
    say("");
    List<Map<String, @Nullable Object>> rows = warehouse.query(EXAMPLE_QUERY);
    if (!rows.isEmpty()) {
      new TextTable(List.copyOf(rows.get(0).keySet()))
          .print(
              rows.stream()
                  .map(row -> row.values().stream().map(DemoCommand::cell).toList())
                  .toList(),
              out());
    }
  }

  private static String cell(@Nullable Object value) {
    if (value instanceof Double number) {
      return number == Math.rint(number)
          ? String.valueOf(number.longValue())
          : String.valueOf(number);
    }
    return value == null ? "" : value.toString();
  }

  private Path writeReport(BigQuerySandbox sandbox) throws IOException {
    Path report = folder.resolve("report.html");
    ReportFile.write(Warehouse.from(options(sandbox)), report, context.clock().instant());
    return report;
  }

  private static RestreamToBigQueryOptions options(BigQuerySandbox sandbox) {
    return RunOptions.parse(
        PipelineArguments.of(
            List.of("--project=" + sandbox.project(), "--bigQueryEndpoint=" + sandbox.endpoint())),
        RestreamToBigQueryOptions.class);
  }

  private void say(String line, Object... arguments) {
    out().println(arguments.length == 0 ? line : String.format(Locale.ROOT, line, arguments));
    out().flush();
  }

  private PrintWriter out() {
    return Wellhead.out(spec);
  }

  private PrintWriter err() {
    return Wellhead.err(spec);
  }
}
