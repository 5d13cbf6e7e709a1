// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.sandbox;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.ExitCode;
import io.wellhead.cli.Wellhead;
import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the BigQuery sandbox until Ctrl-C. */
@Command(
    name = "bigquery",
    description =
        "Start a local BigQuery: its REST and Storage Write APIs over a DuckDB file that any DuckDB can open afterwards.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead sandbox bigquery                                into ./warehouse.duckdb",
      "  wellhead sandbox bigquery --file /data/trial.duckdb --port 9051",
      "",
      "  While it runs, from another terminal:",
      "  bq --api http://localhost:9050 --oauth_access_token=none --project_id demo ls",
      "  wellhead report --project demo --bigquery-endpoint http://localhost:9050"
    })
final class BigQuerySandboxCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  private final CommandContext context;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      defaultValue = "warehouse.duckdb",
      description = "DuckDB file; made if it does not exist.")
  private Path file;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "9050",
      description = "Port on this machine; 0 for any free one.")
  private int port;

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      defaultValue = "demo",
      description = "Project whose datasets are plain schemas in the file.")
  private String project;

  BigQuerySandboxCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    context.stop().listen();
    try (BigQuerySandbox sandbox = start()) {
      announce(sandbox, Wellhead.out(spec));
      context.stop().await();
    }
    Wellhead.err(spec).println("BigQuery sandbox stopped; the tables are in " + file);
    return ExitCode.OK.code();
  }

  private BigQuerySandbox start() {
    try {
      return BigQuerySandbox.builder().file(file).port(port).project(project).start();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      throw Ports.explain(e, port);
    }
  }

  private static void announce(BigQuerySandbox sandbox, PrintWriter out) {
    String endpoint = sandbox.endpoint();
    out.println("BigQuery sandbox is ready at " + endpoint);
    out.println("  tables in " + sandbox.file().toAbsolutePath());
    out.println();
    out.println("In another terminal:");
    out.println(
        "  wellhead run restream ... --project="
            + sandbox.project()
            + " --bigQueryEndpoint="
            + endpoint);
    out.println(
        "  bq --api "
            + endpoint
            + " --oauth_access_token=none --project_id "
            + sandbox.project()
            + " ls");
    out.println(
        "  wellhead report --project " + sandbox.project() + " --bigquery-endpoint " + endpoint);
    out.println();
    out.println("Ctrl-C stops it.");
    out.flush();
  }
}
