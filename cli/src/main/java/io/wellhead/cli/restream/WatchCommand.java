// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the live streams. */
@Command(
    name = "watch",
    description = "Follow a pad or site live until Ctrl-C, one line for each record or event.",
    subcommands = {
      WatchMeasurementsCommand.class,
      WatchUpdatesCommand.class,
      WatchChangesCommand.class
    })
final class WatchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what to watch? one of: measurements, updates, changes");
  }
}
