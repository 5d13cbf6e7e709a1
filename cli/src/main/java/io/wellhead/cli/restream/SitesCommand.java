// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.output.Listing;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.SiteFilter;
import io.wellhead.restream.model.Site;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists sites, or shows one. */
@Command(
    name = "sites",
    description = "List the sites (wells) of the account, or show one.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead restream sites --pad 412             the wells of one pad",
      "  wellhead restream sites 9102 --output json    one well with all that is known of it"
    })
final class SitesCommand extends ListCommand<Site> {
  @Parameters(paramLabel = "ID", arity = "0..1", description = "Show this site only.")
  private @Nullable Long id;

  @Option(names = "--pad", paramLabel = "ID", description = "Only sites of this pad.")
  private @Nullable Long padId;

  @Mixin private PadOptions pads;

  SitesCommand(CommandContext context) {
    super(context);
  }

  @Override
  void check() {
    pads.check(this);
  }

  @Override
  List<Site> list(RestreamClient client) {
    if (id != null) {
      return List.of(client.sites().get(id).execute());
    }
    SiteFilter filter =
        new SiteFilter(pads.complete(), padId, pads.fleetId(), pads.fleetName(), Map.of());
    return client.sites().list(filter).execute();
  }

  @Override
  Listing<Site> listing(List<Site> sites) {
    return Listing.of(Site.class)
        .column("ID", Site::id)
        .column("NAME", Site::name)
        .column("PAD", Site::padId)
        .column("API", Site::wellApi)
        .column("OPERATOR", Site::operatorName)
        .column("FLEET", Site::fleetName)
        .column("STAGES", Site::stageTotal)
        .column("TIME ZONE", Site::timezone)
        .column(
            "FIRST DATA", site -> site.metadata() == null ? null : site.metadata().firstTimestamp())
        .column(
            "LAST DATA", site -> site.metadata() == null ? null : site.metadata().lastTimestamp());
  }
}
