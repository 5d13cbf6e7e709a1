// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.deadletters;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups what can be done with dead letters. */
@Command(
    name = "deadletters",
    description = "Show what pipelines could not process, and replay it.",
    subcommands = {ListDeadLettersCommand.class, ReplayDeadLettersCommand.class})
public final class DeadLettersCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what to do with dead letters? one of: list, replay");
  }
}
