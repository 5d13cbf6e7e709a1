// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.output.Listing;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.model.Parameter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists parameter definitions. */
@Command(
    name = "list",
    description =
        "List the parameters of a pad or site: which field is aggregated how, over which records.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead restream parameters list pad:412",
      "  wellhead restream parameters list pad:412 --output json > parameters.json"
    })
final class ParametersListCommand extends ListCommand<Parameter> {
  @Mixin private RoomParameter room;

  ParametersListCommand(CommandContext context) {
    super(context);
  }

  @Override
  List<Parameter> list(RestreamClient client) {
    return client.parameters(room.get()).execute();
  }

  @Override
  Listing<Parameter> listing(List<Parameter> parameters) {
    return ParameterListing.columns();
  }
}
