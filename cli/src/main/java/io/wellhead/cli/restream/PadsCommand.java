// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.output.Listing;
import io.wellhead.restream.PadFilter;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.model.Pad;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists pads, or shows one. */
@Command(
    name = "pads",
    description = "List the pads of the account, or show one.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead restream pads --open                 pads that are not completed",
      "  wellhead restream pads 412 --output json      one pad with all that is known of it"
    })
final class PadsCommand extends ListCommand<Pad> {
  @Parameters(paramLabel = "ID", arity = "0..1", description = "Show this pad only.")
  private @Nullable Long id;

  @Option(names = "--open", description = "Only pads that are not completed.")
  private boolean open;

  @Option(names = "--completed", description = "Only completed pads.")
  private boolean completed;

  @Option(
      names = "--well-api",
      paramLabel = "NUMBER",
      description = "The pad of the well with this API number.")
  private @Nullable String wellApi;

  @Option(names = "--site", paramLabel = "ID", description = "The pad of this site.")
  private @Nullable Long siteId;

  @Option(names = "--fleet-id", paramLabel = "ID", description = "Pads on which this fleet works.")
  private @Nullable Long fleetId;

  @Option(
      names = "--fleet-name",
      paramLabel = "TEXT",
      description = "Part of the fleet's name, in any letter case.")
  private @Nullable String fleetName;

  PadsCommand(CommandContext context) {
    super(context);
  }

  @Override
  void check() {
    Checks.notBoth(this, open, "--open", completed, "--completed");
  }

  @Override
  List<Pad> list(RestreamClient client) {
    if (id != null) {
      return List.of(client.pads().get(id).execute());
    }
    PadFilter filter = PadFilter.ALL;
    filter = open || completed ? filter.withComplete(completed) : filter;
    filter = wellApi == null ? filter : filter.withWellApi(wellApi);
    filter = siteId == null ? filter : filter.withSiteId(siteId);
    filter = fleetId == null ? filter : filter.withFleetId(fleetId);
    filter = fleetName == null ? filter : filter.withFleetName(fleetName);
    return client.pads().list(filter).execute();
  }

  @Override
  Listing<Pad> listing(List<Pad> pads) {
    return Listing.of(Pad.class)
        .column("ID", Pad::id)
        .column("NAME", Pad::name)
        .column("LEASE", Pad::leaseName)
        .column("CUSTOMER", Pad::customerName)
        .column("WIRELINE", Pad::wirelineEnabled)
        .column("COMPLETED", Pad::completionDate);
  }
}
