// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.demo;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.CommandException;
import io.wellhead.cli.ExitCode;
import io.wellhead.cli.run.PipelineArguments;
import io.wellhead.cli.run.RunMonitor;
import io.wellhead.cli.run.RunOptions;
import io.wellhead.pipelines.ChangeFilesToBigQuery;
import io.wellhead.pipelines.ChangeFilesToBigQueryOptions;
import io.wellhead.pipelines.ChangeFilesVerification;
import io.wellhead.pipelines.RejectedRunException;
import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import io.wellhead.sandbox.datastream.FileFormat;
import io.wellhead.sandbox.datastream.workload.DatastreamSandbox;
import io.wellhead.sandbox.datastream.workload.DatastreamSandboxOptions;
import io.wellhead.sandbox.datastream.workload.Workload;
import io.wellhead.transforms.reconcile.DatabaseRows;
import io.wellhead.transforms.reconcile.TableFigures;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The path of database changes: work on a real PostgreSQL, its changes as files, and the tables
 * that the pipeline makes of them, compared with the source.
 */
final class DatabaseDemo {
  private static final Duration ROTATION = Duration.ofSeconds(2);

  private final CommandContext context;
  private final PrintWriter out;
  private final PrintWriter err;

  DatabaseDemo(CommandContext context, PrintWriter out, PrintWriter err) {
    this.context = context;
    this.out = out;
    this.err = err;
  }

  /**
   * Plays it.
   *
   * @param folder of the change files; an earlier one is replaced
   * @return what the tables hold beside what they must hold
   */
  List<TableCheck> play(BigQuerySandbox warehouse, Path folder, int operations, long seed)
      throws IOException, RejectedRunException {
    delete(folder);
    say(
        "%,d operations on seven tables of a PostgreSQL, all tables read anew in between,",
        operations);
    say("one column added and one widened ...");
    try (DatastreamSandbox source =
            DatastreamSandbox.start(
                new DatastreamSandboxOptions(
                    folder, FileFormat.AVRO, ROTATION, seed, operations, 0));
        Connection connection = source.stream().connect()) {
      source.awaitEnd();
      say("Change files in %s; bringing them in ...", folder);
      ChangeFilesToBigQueryOptions options = options(warehouse, folder);
      bringIn(options);
      say("Comparing them with the source, as wellhead verify changefiles does ...");
      List<TableCheck> checks = new ArrayList<>();
      for (TableFigures table : compare(options, connection)) {
        checks.add(new TableCheck(table.table(), "rows", table.found(), table.expected()));
        checks.add(
            new TableCheck(
                table.table(), "rows as in the source", table.equal(), table.expected()));
      }
      checks.add(
          new TableCheck(
              "wellhead_ops.change_files",
              "events written",
              TableCheck.number(
                  warehouse, "SELECT SUM(rows_written) AS n FROM wellhead_ops.change_files"),
              TableCheck.number(
                  warehouse, "SELECT SUM(rows_read) AS n FROM wellhead_ops.change_files")));
      return checks;
    } catch (SQLException e) {
      throw new IOException("the source database failed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.INTERRUPTED, "stopped before the end");
    }
  }

  private List<TableFigures> compare(ChangeFilesToBigQueryOptions options, Connection source)
      throws IOException, RejectedRunException, SQLException {
    source.setAutoCommit(false);
    return ChangeFilesVerification.withDatabase(
            options,
            Warehouse.from(options),
            new DatabaseRows(source, "", context.clock().instant()),
            Workload.tables()::contains,
            Path.of(System.getProperty("java.io.tmpdir")),
            difference -> say("  differs: %s", difference))
        .tables();
  }

  private static ChangeFilesToBigQueryOptions options(BigQuerySandbox warehouse, Path folder) {
    return RunOptions.parse(
        PipelineArguments.of(
            List.of(
                "--project=" + warehouse.project(),
                "--bigQueryEndpoint=" + warehouse.endpoint(),
                "--changeFiles=" + folder,
                "--changeUntil=now",
                "--changeReadConcurrency=8")),
        ChangeFilesToBigQueryOptions.class);
  }

  private void bringIn(ChangeFilesToBigQueryOptions options)
      throws IOException, RejectedRunException {
    Drain drain = Drain.create();
    RunMonitor monitor =
        new RunMonitor(ChangeFilesToBigQuery.launch(options, drain), drain, context, err);
    if (monitor.watch() != RunMonitor.Ending.BY_ITSELF) {
      throw new CommandException(ExitCode.INTERRUPTED, "stopped before the end");
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private void say(String line, Object... arguments) {
    out.println(String.format(Locale.ROOT, line, arguments));
    out.flush();
  }
}
