// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.CommandException;
import io.wellhead.cli.ExitCode;
import io.wellhead.restream.DataRequest;
import io.wellhead.restream.DataStream;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.model.DataChange;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Downloads the data that changes affect. */
@Command(
    name = "data",
    description =
        "Download the corrected data of the unconfirmed changes: their intervals merged, site by site.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead restream changes data pad:412 --file corrected.csv",
      "  wellhead restream changes data site:9102 --change 2201"
    })
final class ChangesDataCommand extends RestreamOperation {
  @Mixin private RoomParameter room;

  @Option(
      names = "--change",
      paramLabel = "ID",
      split = ",",
      description = "Only these changes; all unconfirmed ones if not given.")
  private List<Long> changeIds = List.of();

  @Option(names = "--si", description = "SI units in place of imperial ones.")
  private boolean si;

  @Mixin private DataTarget target;

  ChangesDataCommand(CommandContext context) {
    super(context);
  }

  @Override
  void check() {
    target.check(this);
  }

  @Override
  void run(RestreamClient client) throws IOException {
    List<DataChange> changes =
        client.dataChanges(room.get()).execute().stream()
            .filter(change -> changeIds.isEmpty() || changeIds.contains(change.id()))
            .toList();
    for (long id : changeIds) {
      if (changes.stream().noneMatch(change -> change.id() == id)) {
        throw new CommandException(
            ExitCode.NOT_FOUND,
            "--change=" + id + ": not among the unconfirmed changes of " + room.get());
      }
    }
    DataRequest request = DataRequest.builder().siUnits(si).build();
    try (DataStream data = client.changes().data(changes, request)) {
      target.write(data, this);
    }
  }
}
