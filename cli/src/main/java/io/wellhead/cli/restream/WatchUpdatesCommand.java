// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.options.RoomConverter;
import io.wellhead.restream.EventSocket;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.model.Instance;
import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints updates of a pad or site. */
@Command(
    name = "updates",
    description =
        "Print updates of a pad or site as they come: its state, its stage, its master data.",
    footerHeading = "%nExamples:%n",
    footer = {"  wellhead restream watch updates site:9102"})
final class WatchUpdatesCommand extends RestreamOperation {
  @Parameters(
      paramLabel = "ROOM",
      converter = RoomConverter.class,
      description = "pad:ID or site:ID.")
  private Room room;

  @Mixin private WatchOptions watch;

  WatchUpdatesCommand(CommandContext context) {
    super(context);
  }

  @Override
  void check() {
    watch.check(this);
  }

  @Override
  void run(RestreamClient client) {
    try (EventSocket<Instance> socket = client.instanceUpdates(room, watch.socket(err()).build())) {
      EventPrinter.print(socket, watch, this, WatchUpdatesCommand::line);
    }
  }

  private static String line(Instance instance) {
    String start = instance.room() + "  " + (instance.name() == null ? "" : instance.name());
    if (instance instanceof Site site) {
      return start + "  state=" + site.currentState() + " stage=" + site.currentStageNumber();
    }
    Pad pad = (Pad) instance;
    return start + "  completed=" + pad.completionDate() + " wireline=" + pad.wirelineEnabled();
  }
}
