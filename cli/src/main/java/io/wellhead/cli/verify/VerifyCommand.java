// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.verify;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups what the warehouse can be compared with. */
@Command(
    name = "verify",
    description = "Compare the warehouse with its sources; exit code 1 if they differ.",
    subcommands = {VerifyRestreamCommand.class, VerifyChangeFilesCommand.class})
public final class VerifyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what to verify? one of: restream, changefiles");
  }
}
