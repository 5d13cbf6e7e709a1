// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups what can be done with parameters. */
@Command(
    name = "parameters",
    description = "The definitions of the aggregations that the service computes for each stage.",
    subcommands = {ParametersListCommand.class, ParametersCreateCommand.class})
final class ParametersCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "what to do? one of: list, create");
  }
}
