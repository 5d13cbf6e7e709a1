// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.output.Listing;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.model.DataChange;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists data changes that are not confirmed. */
@Command(
    name = "list",
    description = "List the data changes of a pad or site that this account has not confirmed.",
    footerHeading = "%nExamples:%n",
    footer = {"  wellhead restream changes list pad:412"})
final class ChangesListCommand extends ListCommand<DataChange> {
  @Mixin private RoomParameter room;

  ChangesListCommand(CommandContext context) {
    super(context);
  }

  static Listing<DataChange> columns() {
    return Listing.of(DataChange.class)
        .column("ID", DataChange::id)
        .column("SITE", DataChange::site)
        .column("FROM", DataChange::startDate)
        .column("TO", DataChange::endDate)
        .column("TYPE", DataChange::modificationType)
        .column("SUBTYPE", DataChange::modificationSubtype)
        .column("RECORDED", DataChange::createdAt);
  }

  @Override
  List<DataChange> list(RestreamClient client) {
    return client.dataChanges(room.get()).execute();
  }

  @Override
  Listing<DataChange> listing(List<DataChange> changes) {
    return columns();
  }
}
