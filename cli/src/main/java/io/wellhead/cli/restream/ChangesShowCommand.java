// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.output.Listing;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.model.DataChange;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows changes by their ids, also those that are confirmed. */
@Command(
    name = "show",
    description = "Show data changes of a pad or site by their ids, confirmed ones too.",
    footerHeading = "%nExamples:%n",
    footer = {"  wellhead restream changes show site:9102 2201 2202 --output json"})
final class ChangesShowCommand extends ListCommand<DataChange> {
  @Mixin private RoomParameter room;

  @Parameters(
      index = "1..*",
      paramLabel = "CHANGE",
      arity = "1..*",
      description = "Ids of the changes.")
  private List<Long> changeIds;

  ChangesShowCommand(CommandContext context) {
    super(context);
  }

  @Override
  List<DataChange> list(RestreamClient client) {
    return changeIds.stream().map(id -> client.changes().get(room.get(), id).execute()).toList();
  }

  @Override
  Listing<DataChange> listing(List<DataChange> changes) {
    return ChangesListCommand.columns();
  }
}
