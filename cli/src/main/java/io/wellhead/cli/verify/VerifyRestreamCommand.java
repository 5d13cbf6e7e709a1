// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.verify;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.ExitCode;
import io.wellhead.cli.Wellhead;
import io.wellhead.cli.options.ConnectionOptions;
import io.wellhead.cli.options.InstantConverter;
import io.wellhead.cli.options.WarehouseConnection;
import io.wellhead.cli.output.Listing;
import io.wellhead.cli.output.OutputFormat;
import io.wellhead.restream.RestreamClient;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares silver with what the service returns now. */
@Command(
    name = "restream",
    description =
        "Compare every second, value and minute figure of restream_silver with what the service returns now, and the"
            + " figures of its stages with a recomputation in SQL. What lies less than some minutes back may still be on"
            + " its way, so end the period before that.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead verify restream --project my-project --from 2030-06-01T00:00Z --to 2030-06-02T00:00Z",
      "  wellhead verify restream --project my-project --from 2030-06-01T10:00Z --to 2030-06-01T12:00Z --site 9102"
    })
final class VerifyRestreamCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions account;
  @Mixin private WarehouseConnection connection;
  private final CommandContext context;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      required = true,
      converter = InstantConverter.class,
      description = "First second, such as 2030-06-01T10:00:00Z, or -2h, two hours ago.")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      required = true,
      converter = InstantConverter.class,
      description = "Last second.")
  private Instant to;

  @Option(
      names = "--site",
      paramLabel = "ID",
      split = ",",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Only these sites. Default: all of the account and of the warehouse.")
  private List<Long> siteIds = List.of();

  @Option(
      names = "--most",
      paramLabel = "NUMBER",
      defaultValue = "50",
      description = "How many differences to print at most.")
  private int most;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "Format of the list of differences: ${COMPLETION-CANDIDATES}.")
  private OutputFormat output;

  VerifyRestreamCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (from.isAfter(to)) {
      throw new ParameterException(
          spec.commandLine(), "--from=" + from + " must not be after --to=" + to);
    }
    List<Difference> differences = new ArrayList<>();
    List<SiteFigures> figures;
    Warehouse warehouse = connection.open(spec.commandLine());
    try (RestreamClient client = account.open(context, spec.commandLine())) {
      figures =
          new RestreamVerification(client, warehouse).compare(from, to, siteIds, differences::add);
    }
    print(figures, differences);
    return (differences.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT).code();
  }

  private void print(List<SiteFigures> figures, List<Difference> differences) {
    PrintWriter out = Wellhead.out(spec);
    PrintWriter summary = output == OutputFormat.TABLE ? out : Wellhead.err(spec);
    sites().print(figures, OutputFormat.TABLE, summary);
    List<Difference> shown = differences.subList(0, Math.min(most, differences.size()));
    if (output == OutputFormat.TABLE && !shown.isEmpty()) {
      out.println();
    }
    if (output != OutputFormat.TABLE || !shown.isEmpty()) {
      differences().print(shown, output, out);
    }
    if (differences.size() > shown.size()) {
      summary.println("... and " + (differences.size() - shown.size()) + " more");
    }
    if (differences.isEmpty()) {
      summary.println("No differences.");
    }
    summary.flush();
  }

  private static Listing<SiteFigures> sites() {
    return Listing.of(SiteFigures.class)
        .column("SITE", SiteFigures::siteId)
        .column("SECONDS SERVED", SiteFigures::records)
        .column("IN SILVER", SiteFigures::rows)
        .column("EQUAL", SiteFigures::equalRows)
        .column("MINUTE FIGURES", SiteFigures::minutes)
        .column("IN SILVER", SiteFigures::minuteRows)
        .column("EQUAL", SiteFigures::equalMinutes)
        .column("STAGE FIGURES", SiteFigures::aggregations)
        .column("EQUAL", SiteFigures::equalAggregations);
  }

  private static Listing<Difference> differences() {
    return Listing.of(Difference.class)
        .column("WHAT", difference -> difference.what().name().toLowerCase(Locale.ROOT))
        .column("SITE", Difference::siteId)
        .column("SUBJECT", Difference::subject)
        .column("FROM", Difference::from)
        .column("TO", Difference::through)
        .column("COUNT", Difference::count)
        .column("SERVICE", Difference::service)
        .column("WAREHOUSE", Difference::warehouse);
  }
}
