// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.plan;

import io.wellhead.cli.ExitCode;
import io.wellhead.cli.Wellhead;
import io.wellhead.cli.output.TextTable;
import io.wellhead.cli.run.ChangeFilesArguments;
import io.wellhead.pipelines.ChangeFilesToBigQuery;
import io.wellhead.pipelines.ChangeFilesToBigQueryOptions;
import io.wellhead.pipelines.RejectedRunException;
import io.wellhead.transforms.changetables.TablePlan;
import io.wellhead.transforms.warehouse.Column;
import io.wellhead.transforms.warehouse.TableDdl;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.WarehouseTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Shows the tables that change files would become. */
@Command(
    name = "changefiles",
    customSynopsis = "wellhead plan changefiles --changeFiles=FOLDER [--ddl] [OPTIONS]",
    description = {
      "Read some files of each table, its oldest and its newest, and show the tables, columns, keys"
          + " and the order of changes that wellhead run changefiles would make of them, with what"
          + " to know before. Writes nothing, and asks neither BigQuery nor Datastream.",
      "",
      "Takes the options of wellhead run changefiles."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead plan changefiles --changeFiles=gs://my-bucket/cdc --changeDomain=contributor",
      "  wellhead plan changefiles --changeFiles=/data/changes --project=my-project --ddl"
    })
final class PlanChangeFilesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--ddl", description = "Print the statements that would make the tables instead.")
  private boolean ddl;

  @Option(
      names = "--sample-files",
      paramLabel = "NUMBER",
      defaultValue = "6",
      description = "Files of each table to read, ${DEFAULT-VALUE} if not given.")
  private int sampleFiles;

  @Option(
      names = "--sample-events",
      paramLabel = "NUMBER",
      defaultValue = "1000",
      description = "Events of each file to read, ${DEFAULT-VALUE} if not given.")
  private int sampleEvents;

  @Unmatched private final List<String> pipelineOptions = new ArrayList<>();

  @Override
  public Integer call() throws IOException, RejectedRunException {
    if (sampleFiles < 1 || sampleEvents < 1) {
      throw new ParameterException(
          spec.commandLine(), "--sample-files and --sample-events must be 1 or more");
    }
    ChangeFilesToBigQueryOptions options =
        ChangeFilesArguments.parse(pipelineOptions, spec.commandLine());
    WarehouseTarget target = ddl ? target(options) : null;
    ChangeFilesToBigQuery.Plan plan =
        ChangeFilesToBigQuery.plan(options, sampleFiles, sampleEvents);
    PrintWriter out = Wellhead.out(spec);
    for (TablePlan table : plan.tables()) {
      if (target != null) {
        printDdl(table, target, out);
      } else {
        print(table, out);
      }
    }
    if (!ddl) {
      plan.files().forEach((file, events) -> out.printf("read %,d events of %s%n", events, file));
    }
    plan.problems().forEach(problem -> out.println((ddl ? "-- " : "! ") + problem));
    if (plan.tables().isEmpty()) {
      Wellhead.err(spec).println("(no events in " + options.getChangeFiles() + ")");
    }
    out.flush();
    return ExitCode.OK.code();
  }

  private static void print(TablePlan plan, PrintWriter out) {
    TableDefinition silver = plan.silver();
    out.println(silver == null ? plan.bronze().toString() : silver.qualifiedName());
    out.printf(
        "  source  %s %s, %,d events looked at%n", plan.source(), plan.object(), plan.events());
    out.println("  bronze  " + plan.bronze());
    if (plan.view() != null) {
      out.println(
          "  view    " + plan.view().name() + ", with " + String.join(", ", plan.view().columns()));
    }
    out.println("  key     " + (plan.key().isEmpty() ? "none" : String.join(", ", plan.key())));
    out.println("  order   " + plan.order());
    if (plan.history() != null) {
      out.println("  history " + plan.history());
    }
    if (silver == null) {
      out.println("  silver  none");
    } else {
      List<List<String>> rows = new ArrayList<>();
      List<String> metadata = new ArrayList<>();
      for (Column column : silver.columns()) {
        if (column.name().startsWith("_metadata_")) {
          metadata.add(column.name());
        } else {
          rows.add(List.of("  " + column.name(), type(column), column.description()));
        }
      }
      new TextTable(List.of("  column", "type", "")).print(rows, out);
      out.println("  and " + String.join(", ", metadata));
    }
    plan.warnings().forEach(warning -> out.println("  ! " + warning));
    out.println();
  }

  private static String type(Column column) {
    return column.repeated() ? "ARRAY<" + column.type() + ">" : column.type().name();
  }

  /** The statements name the project. */
  private WarehouseTarget target(ChangeFilesToBigQueryOptions options) {
    try {
      return WarehouseTarget.from(options);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--ddl: " + e.getMessage(), e);
    }
  }

  private static void printDdl(TablePlan plan, WarehouseTarget target, PrintWriter out) {
    TableDefinition silver = plan.silver();
    out.println(TableDdl.of(ChangeFilesToBigQuery.bronze(plan.bronze()), target) + ";");
    out.println();
    if (silver != null) {
      out.println(TableDdl.of(silver, target) + ";");
      out.println();
    }
    plan.warnings().forEach(warning -> out.println("-- " + warning));
  }
}
