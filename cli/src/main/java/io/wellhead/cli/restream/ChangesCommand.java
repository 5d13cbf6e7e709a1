// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups what can be done with data changes. */
@Command(
    name = "changes",
    description = "The service's corrections of data it delivered earlier.",
    subcommands = {
      ChangesListCommand.class,
      ChangesShowCommand.class,
      ChangesDataCommand.class,
      ChangesConfirmCommand.class
    })
final class ChangesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what to do? one of: list, show, data, confirm");
  }
}
