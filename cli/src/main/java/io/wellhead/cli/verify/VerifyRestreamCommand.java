// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.verify;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.ExitCode;
import io.wellhead.cli.Wellhead;
import io.wellhead.cli.options.ConnectionOptions;
import io.wellhead.cli.options.SecondsOptions;
import io.wellhead.cli.options.WarehouseConnection;
import io.wellhead.cli.output.OutputFormat;
import io.wellhead.pipelines.RejectedRunException;
import io.wellhead.restream.RestreamClient;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
      "  wellhead verify restream --project my-project --from 2030-06-01T10:00Z --to 2030-06-01T12:00Z --repair"
    })
final class VerifyRestreamCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions account;
  @Mixin private WarehouseConnection connection;
  @Mixin private SecondsOptions seconds;
  private final CommandContext context;

  @Option(
      names = "--site",
      paramLabel = "ID",
      split = ",",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Only these sites. Default: all of the account and of the warehouse.")
  private List<Long> siteIds = List.of();

  @Option(
      names = "--repair",
      description =
          "Read what differs again and replace it, as a correction of the service would; then compare again. What"
              + " was found first goes to standard error; the result and the exit code tell what is left.")
  private boolean repair;

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
  public Integer call() throws IOException, RejectedRunException {
    seconds.check(spec.commandLine());
    Warehouse warehouse = connection.open(spec.commandLine());
    try (RestreamClient client = account.open(context, spec.commandLine())) {
      RestreamVerification verification = new RestreamVerification(client, warehouse);
      Comparison found = compare(verification);
      if (repair && !found.isEqual()) {
        found.print(Wellhead.err(spec), Wellhead.err(spec));
        repair(warehouse, found.differences());
        found = compare(verification);
        if (!found.isEqual()) {
          Wellhead.err(spec)
              .println(
                  "What is left could not be read or written (the lines above and wellhead_ops.dead_letters tell why),"
                      + " or queries do not see it yet: BigQuery may answer as of a minute ago.");
        }
      }
      boolean table = output == OutputFormat.TABLE;
      found.print(Wellhead.out(spec), table ? Wellhead.out(spec) : Wellhead.err(spec));
      return (found.isEqual() ? ExitCode.OK : ExitCode.DIFFERENT).code();
    }
  }

  private Comparison compare(RestreamVerification verification) throws IOException {
    List<Difference> differences = new ArrayList<>();
    return new Comparison(
        verification.compare(seconds.from(), seconds.to(), siteIds, differences::add),
        differences,
        most,
        output);
  }

  private void repair(Warehouse warehouse, List<Difference> differences)
      throws IOException, RejectedRunException {
    List<String> options = new ArrayList<>(connection.asPipelineOptions());
    options.addAll(account.asPipelineOptions(context));
    PrintWriter err = Wellhead.err(spec);
    err.println("Reading again what differs.");
    err.flush();
    new Repair(warehouse, options, context, err, Repair.MOST_SECONDS).run(differences);
    err.println("Comparing once more.");
    err.flush();
  }
}
