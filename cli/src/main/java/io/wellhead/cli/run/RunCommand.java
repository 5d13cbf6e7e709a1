// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.run;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the pipelines. */
@Command(
    name = "run",
    description = "Run a pipeline, here or on Dataflow.",
    subcommands = {RestreamRunCommand.class, ChangeFilesRunCommand.class})
public final class RunCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "which pipeline? one of: restream, changefiles");
  }
}
