// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.output.Listing;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.StateFilter;
import io.wellhead.restream.model.StageName;
import io.wellhead.restream.model.State;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what is done on each site now. */
@Command(
    name = "states",
    description = "Show what is done on each site now: its state, its stage and since when.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead restream states --pad 412",
      "  wellhead restream states --stage-name frac    sites that are being fractured"
    })
final class StatesCommand extends ListCommand<State> {
  @Option(names = "--site", paramLabel = "ID", description = "Only this site.")
  private @Nullable Long siteId;

  @Option(names = "--pad", paramLabel = "ID", description = "Only sites of this pad.")
  private @Nullable Long padId;

  @Option(
      names = "--stage-name",
      paramLabel = "NAME",
      converter = WireNames.OfStageName.class,
      completionCandidates = WireNames.OfStageName.class,
      description = "Only sites in such a state: ${COMPLETION-CANDIDATES}.")
  private @Nullable StageName stageName;

  StatesCommand(CommandContext context) {
    super(context);
  }

  @Override
  List<State> list(RestreamClient client) {
    StateFilter filter = StateFilter.ALL;
    filter = siteId == null ? filter : filter.withSiteId(siteId);
    filter = padId == null ? filter : filter.withPadId(padId);
    filter = stageName == null ? filter : filter.withStageName(stageName);
    return client.states().list(filter).execute();
  }

  @Override
  Listing<State> listing(List<State> states) {
    return Listing.of(State.class)
        .column("SITE", state -> state.site() == null ? null : state.site().id())
        .column("NAME", State::siteName)
        .column("STATE", State::currentState)
        .column("STAGE", State::calculatedStageNumber)
        .column("COMPLETED", State::completedStageNumber)
        .column("SINCE", State::lastStateUpdate)
        .column("CONFIRMED", State::lastStateConfirmationTime);
  }
}
