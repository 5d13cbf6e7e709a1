// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.output.Listing;
import io.wellhead.restream.PadFilter;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.model.Pad;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Option(
      names = "--well-api",
      paramLabel = "NUMBER",
      description = "The pad of the well with this API number.")
  private @Nullable String wellApi;

  @Option(names = "--site", paramLabel = "ID", description = "The pad of this site.")
  private @Nullable Long siteId;

  @Mixin private PadOptions pads;

  PadsCommand(CommandContext context) {
    super(context);
  }

  @Override
  void check() {
    pads.check(this);
  }

  @Override
  List<Pad> list(RestreamClient client) {
    if (id != null) {
      return List.of(client.pads().get(id).execute());
    }
    PadFilter filter =
        new PadFilter(pads.complete(), wellApi, siteId, pads.fleetId(), pads.fleetName(), Map.of());
    return client.pads().list(filter).execute();
  }

  @Override
  Listing<Pad> listing(List<Pad> items) {
    return Listing.of(Pad.class)
        .column("ID", Pad::id)
        .column("NAME", Pad::name)
        .column("LEASE", Pad::leaseName)
        .column("CUSTOMER", Pad::customerName)
        .column("WIRELINE", Pad::wirelineEnabled)
        .column("COMPLETED", Pad::completionDate);
  }
}
