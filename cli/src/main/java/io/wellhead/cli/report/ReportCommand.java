// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.CommandException;
import io.wellhead.cli.ExitCode;
import io.wellhead.cli.Wellhead;
import io.wellhead.cli.options.DurationConverter;
import io.wellhead.cli.options.InstantConverter;
import io.wellhead.cli.options.WarehouseConnection;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the treatment report of a warehouse. */
@Command(
    name = "report",
    description =
        "Write the treatment report: one HTML file with the treatment plot and the stages of each well. It needs no"
            + " network and can be mailed.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead report --project my-project                      the newest 7 days of all wells",
      "  wellhead report --project my-project --pad 412 --last 36h --output juniper.html",
      "  wellhead report --project my-project --site 9101 --from 2030-06-01T05:00-05:00 --to 2030-06-02T05:00-05:00",
      "  wellhead report --project demo --bigquery-endpoint http://localhost:9050     from the sandbox"
    })
public final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private WarehouseConnection connection;
  private final CommandContext context;

  @Option(names = "--pad", paramLabel = "ID", description = "Only the wells of this pad.")
  private @Nullable Long padId;

  @Option(
      names = "--site",
      paramLabel = "ID",
      split = ",",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Only these wells; may be given several times.")
  private List<Long> siteIds = List.of();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "First instant, such as 2030-06-01T05:00-05:00, or -2h, two hours ago.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "End, exclusive. Default: the newest measurement.")
  private @Nullable Instant to;

  @Option(
      names = "--last",
      paramLabel = "DURATION",
      defaultValue = "7d",
      converter = DurationConverter.class,
      description = "Without --from: how far back from the newest measurement.")
  private Duration last;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      defaultValue = "report.html",
      description = "File to write; replaced if it exists.")
  private Path output;

  ReportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    ReportPeriod period = period();
    Warehouse warehouse = connection.open(spec.commandLine());
    List<WellReport> wells = new ReportBuilder(warehouse).build(period, padId, siteIds);
    if (wells.isEmpty()) {
      throw new CommandException(
          ExitCode.NOT_FOUND,
          "no measurements of such wells in this period in " + ReportFile.name(warehouse));
    }
    String html =
        new ReportPage(wells, ReportFile.name(warehouse), context.clock().instant()).html();
    ReportFile.write(html, output);
    int stages = wells.stream().mapToInt(well -> well.fracStages().size()).sum();
    int gaps = wells.stream().mapToInt(well -> well.fracStagesWithGaps().size()).sum();
    long running =
        wells.stream()
            .flatMap(well -> well.fracStages().stream())
            .filter(WellReport.StageRow::isRunning)
            .count();
    Wellhead.out(spec)
        .printf(
            Locale.ROOT,
            "Wrote %s: %d %s, %d frac %s%s%s, %.1f MB%n",
            output,
            wells.size(),
            wells.size() == 1 ? "well" : "wells",
            stages,
            stages == 1 ? "stage" : "stages",
            running == 0 ? "" : ", " + running + " running",
            gaps == 0 ? "" : ", data missing in " + gaps + " (marked in the table)",
            Files.size(output) / 1e6);
    return ExitCode.OK.code();
  }

  private ReportPeriod period() {
    try {
      return new ReportPeriod(from, to, last);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
