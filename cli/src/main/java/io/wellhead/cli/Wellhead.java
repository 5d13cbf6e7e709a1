// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import io.wellhead.cli.deadletters.DeadLettersCommand;
import io.wellhead.cli.demo.DemoCommand;
import io.wellhead.cli.plan.PlanCommand;
import io.wellhead.cli.query.QueryCommand;
import io.wellhead.cli.report.ReportCommand;
import io.wellhead.cli.restream.RestreamCommand;
import io.wellhead.cli.run.RunCommand;
import io.wellhead.cli.sandbox.SandboxCommand;
import io.wellhead.cli.verify.VerifyCommand;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code wellhead} command and its process entry point. */
@Command(
    name = "wellhead",
    description = "Brings ReStream field data into a BigQuery warehouse, and shows it.",
    subcommands = {
      DemoCommand.class,
      RestreamCommand.class,
      RunCommand.class,
      PlanCommand.class,
      SandboxCommand.class,
      ReportCommand.class,
      QueryCommand.class,
      VerifyCommand.class,
      DeadLettersCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    },
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  wellhead sandbox restream              a simulated pad to try everything against",
      "  wellhead report --project my-project   treatment plots of the newest days, as one HTML file",
      "  wellhead help report                   what one command does, with examples",
      "  source <(wellhead completion bash)     completes commands and options with Tab"
    })
public final class Wellhead implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Log what is done, and print the stack trace of an error.")
  private boolean verbose;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    CommandContext context = CommandContext.ofProcess();
    System.exit(context.stop().exitCode(commandLine(context).execute(arguments)));
  }

  /** The whole command, ready to execute; output goes to the writers set on it. */
  public static CommandLine commandLine(CommandContext context) {
    CommandLine line = new CommandLine(Wellhead.class, new ContextFactory(context));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExitCodeExceptionMapper(Failures::exitCode);
    line.setExecutionExceptionHandler(Failures::report);
    line.setParameterExceptionHandler(Failures::reportUsage);
    line.setExecutionStrategy(
        parsed -> {
          Logging.configure(isVerbose(line));
          return new CommandLine.RunLast().execute(parsed);
        });
    addStandardHelp(line);
    showExitCodes(line);
    return line;
  }

  static boolean isVerbose(CommandLine anyLevel) {
    CommandSpec root = anyLevel.getCommandSpec().root();
    return root.userObject() instanceof Wellhead wellhead && wellhead.verbose;
  }

  /** Gives every level --help and --version without each class having to ask for them. */
  private static void addStandardHelp(CommandLine line) {
    if (!(line.getCommandSpec().userObject() instanceof HelpCommand)) {
      line.getCommandSpec().mixinStandardHelpOptions(true);
      line.getCommandSpec()
          .usageMessage()
          .showDefaultValues(true)
          .sortOptions(false)
          .abbreviateSynopsis(true);
    }
    line.getSubcommands().values().forEach(Wellhead::addStandardHelp);
  }

  private static void showExitCodes(CommandLine line) {
    Map<String, String> codes = new LinkedHashMap<>();
    for (ExitCode code : ExitCode.values()) {
      codes.put(String.valueOf(code.code()), code.meaning());
    }
    line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(codes);
  }

  /** Where a command writes its result. */
  public static PrintWriter out(CommandSpec spec) {
    return spec.commandLine().getOut();
  }

  /** Where a command writes progress and remarks. */
  public static PrintWriter err(CommandSpec spec) {
    return spec.commandLine().getErr();
  }
}
