// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;

/**
 * One executed command line, as a user would see it.
 *
 * @param out what went to standard output
 * @param err what went to standard error
 */
public record CommandRun(int exitCode, String out, String err) {

  /** Runs the command without any environment variable. */
  public static CommandRun of(String... arguments) {
    return with(Map.of(), arguments);
  }

  public static CommandRun with(Map<String, String> environment, String... arguments) {
    return in(context(environment), arguments);
  }

  /** What a command is given that nobody stops. */
  public static CommandContext context(Map<String, String> environment) {
    return new CommandContext(environment, Clock.systemUTC(), false, new StopSignal());
  }

  public static CommandRun in(CommandContext context, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        Wellhead.commandLine(context)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    int exitCode = line.execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
