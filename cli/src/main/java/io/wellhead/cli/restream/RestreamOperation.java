// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.ExitCode;
import io.wellhead.cli.Wellhead;
import io.wellhead.cli.options.ConnectionOptions;
import io.wellhead.restream.RestreamClient;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that opens a client, uses it, and closes it. */
abstract class RestreamOperation implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connection;
  private final CommandContext context;

  RestreamOperation(CommandContext context) {
    this.context = context;
  }

  /** Does the work of the command. */
  abstract void run(RestreamClient client) throws Exception;

  @Override
  public final Integer call() throws Exception {
    check();
    try (RestreamClient client = connection.open(context, spec.commandLine())) {
      run(client);
    }
    return ExitCode.OK.code();
  }

  /** Refuses options that contradict each other, before anything is sent. */
  void check() {}

  final CommandContext context() {
    return context;
  }

  final CommandSpec spec() {
    return spec;
  }

  final PrintWriter out() {
    return Wellhead.out(spec);
  }

  final PrintWriter err() {
    return Wellhead.err(spec);
  }
}
