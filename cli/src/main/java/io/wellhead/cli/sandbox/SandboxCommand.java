// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.sandbox;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the sandboxes. */
@Command(
    name = "sandbox",
    description =
        "Start a stand-in for ReStream or BigQuery on this machine, which runs until Ctrl-C; or correct what one has stored.",
    subcommands = {
      RestreamSandboxCommand.class,
      BigQuerySandboxCommand.class,
      DatastreamSandboxCommand.class,
      CorrectCommand.class
    })
public final class SandboxCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what to do? one of: restream, bigquery, datastream, correct");
  }
}
