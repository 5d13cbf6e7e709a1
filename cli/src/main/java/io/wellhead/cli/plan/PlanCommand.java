// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.plan;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the pipelines that can be planned. */
@Command(
    name = "plan",
    description = "Show what a pipeline would make, without writing anything.",
    subcommands = {PlanChangeFilesCommand.class})
public final class PlanCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "what to plan? one of: changefiles");
  }
}
