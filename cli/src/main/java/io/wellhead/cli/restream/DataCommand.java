// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.restream.DataStream;
import io.wellhead.restream.RestreamClient;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Downloads time series. */
@Command(
    name = "data",
    description =
        "Download the time series of a pad or site, to standard output or a file. A cut download goes on by itself.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead restream data site:9102 --from 2030-06-01T10:00:00Z --to 2030-06-01T12:00:00Z --file frac.csv",
      "  wellhead restream data pad:412 --stage-name frac --stage 12 --fields surface_treating_pressure,slurry_rate",
      "  wellhead restream data site:9102 --from 2030-06-01T00:00Z --resolution minute --aggregation mean --output csv"
    })
final class DataCommand extends RestreamOperation {
  @Mixin private RoomParameter room;
  @Mixin private DataFilter filter;
  @Mixin private DataTarget target;

  DataCommand(CommandContext context) {
    super(context);
  }

  @Override
  void check() {
    filter.check(this, room.get());
    target.check(this);
  }

  @Override
  void run(RestreamClient client) throws IOException {
    if (filter.hasNoTime()) {
      err()
          .println(
              "wellhead: without --from or --stage-name this is all that is stored of "
                  + room.get().asArgument());
    }
    try (DataStream data = client.data(room.get(), filter.request(room.get()))) {
      target.write(data, this);
    }
  }
}
