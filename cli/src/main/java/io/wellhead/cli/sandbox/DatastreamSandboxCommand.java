// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.sandbox;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.CommandException;
import io.wellhead.cli.ExitCode;
import io.wellhead.cli.Wellhead;
import io.wellhead.cli.options.DurationConverter;
import io.wellhead.sandbox.datastream.FileFormat;
import io.wellhead.sandbox.datastream.workload.DatastreamSandbox;
import io.wellhead.sandbox.datastream.workload.DatastreamSandboxOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the Datastream sandbox until Ctrl-C. */
@Command(
    name = "datastream",
    description =
        "Start a PostgreSQL with the seven tables, random work on them, and a stream that turns every change into change"
            + " files as Datastream lays them out.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead sandbox datastream                              into ./changes, 20 operations in a second",
      "  wellhead sandbox datastream --format JSON_GZIP --operations 5000 --rate 0",
      "",
      "  While it runs, from another terminal:",
      "  wellhead run changefiles --changeFiles=changes --project=demo --bigQueryEndpoint=http://localhost:9050"
    })
final class DatastreamSandboxCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  private final CommandContext context;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      defaultValue = "changes",
      description = "Root of the change files; made if it does not exist.")
  private Path folder;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "AVRO",
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private FileFormat format;

  @Option(
      names = "--rotation",
      paramLabel = "DURATION",
      defaultValue = "5s",
      converter = DurationConverter.class,
      description = "How long a file stays open, such as 5s.")
  private Duration rotation;

  @Option(
      names = "--rate",
      paramLabel = "NUMBER",
      defaultValue = "20",
      description = "Operations in a second; 0 for as many as there can be.")
  private int rate;

  @Option(
      names = "--operations",
      paramLabel = "NUMBER",
      defaultValue = "0",
      description = "How much work is done; 0 for work without end.")
  private int operations;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "Seed of the work.")
  private long seed;

  DatastreamSandboxCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException, IOException, SQLException {
    context.stop().listen();
    try (DatastreamSandbox sandbox = DatastreamSandbox.start(options())) {
      announce(sandbox, Wellhead.out(spec));
      context.stop().await();
      Wellhead.err(spec)
          .printf("Datastream sandbox stopped after %,d operations%n", sandbox.operations());
    } catch (UnsupportedOperationException e) {
      throw new CommandException(ExitCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
    return ExitCode.OK.code();
  }

  private DatastreamSandboxOptions options() {
    try {
      return new DatastreamSandboxOptions(folder, format, rotation, seed, operations, rate);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static void announce(DatastreamSandbox sandbox, PrintWriter out) {
    out.println("Datastream sandbox is ready");
    out.println("  change files in " + sandbox.folder().toAbsolutePath());
    out.println("  database        " + sandbox.jdbc());
    out.println();
    out.println("In another terminal:");
    out.println("  wellhead plan changefiles --changeFiles=" + sandbox.folder());
    out.println(
        "  wellhead run changefiles --changeFiles="
            + sandbox.folder()
            + " --project=demo --bigQueryEndpoint=http://localhost:9050");
    out.println();
    out.println("Ctrl-C stops it.");
    out.flush();
  }
}
