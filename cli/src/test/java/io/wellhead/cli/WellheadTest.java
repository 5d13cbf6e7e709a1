// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

class WellheadTest {
  @Test
  void help_listsEveryExitCode() {
    CommandRun run = CommandRun.of("--help");

    assertThat(run.exitCode()).isZero();
    for (ExitCode code : ExitCode.values()) {
      assertThat(run.out()).containsPattern("(?m)^  " + code.code() + " ");
    }
  }

  @Test
  void noArguments_showsHelp() {
    assertThat(CommandRun.of().out()).isEqualTo(CommandRun.of("--help").out());
  }

  @Test
  void version_isThatOfTheBuild() {
    assertThat(CommandRun.of("--version").out()).startsWith("wellhead ").doesNotContain("${");
  }

  @Test
  void unknownCommand_namesItAndSuggestsTheNearest() {
    CommandRun run = CommandRun.of("completoin");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("completoin").contains("completion");
  }

  @Test
  void completion_knowsTheSubcommandsInBothShells() {
    for (String shell : List.of("bash", "zsh")) {
      assertThat(CommandRun.of("completion", shell).out())
          .contains("complete -F")
          .contains("completion");
    }
    assertThat(CommandRun.of("completion", "fish").exitCode()).isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void everyCommand_hasADescriptionAndExamples() {
    for (CommandLine command : commands(new ArrayList<>(), root())) {
      var usage = command.getCommandSpec().usageMessage();
      assertThat(usage.description()).as(command.getCommandSpec().qualifiedName()).isNotEmpty();
      if (command.getSubcommands().isEmpty() && !(command.getCommand() instanceof HelpCommand)) {
        assertThat(usage.footer()).as(command.getCommandSpec().qualifiedName()).isNotEmpty();
      }
    }
  }

  @Test
  void everyOption_isDescribed() {
    for (CommandLine command : commands(new ArrayList<>(), root())) {
      for (var option : command.getCommandSpec().options()) {
        assertThat(option.description())
            .as(command.getCommandSpec().qualifiedName() + " " + option.longestName())
            .isNotEmpty();
      }
    }
  }

  @Test
  void failures_becomeTheDocumentedExitCodes() {
    Map<Throwable, ExitCode> expected =
        Map.of(
            new CommandException(ExitCode.CHECK_FAILED, "x"),
            ExitCode.CHECK_FAILED,
            new UncheckedIOException(new NoSuchFileException("x")),
            ExitCode.NOT_FOUND,
            new ConnectException("refused"),
            ExitCode.UNAVAILABLE,
            new InterruptedException(),
            ExitCode.INTERRUPTED,
            new PipelineExecutionException(
                new IOException(
                    "cannot list the sites of pad/412", new ConnectException("refused"))),
            ExitCode.UNAVAILABLE,
            new PipelineExecutionException(new IllegalStateException("bug")),
            ExitCode.INTERNAL,
            new IllegalStateException("bug"),
            ExitCode.INTERNAL);

    expected.forEach((failure, code) -> assertThat(Failures.classify(failure)).isEqualTo(code));
  }

  @Test
  void failureWithCauses_isToldInOneLineDownToTheOneThatIsKnown() {
    StringWriter err = new StringWriter();
    CommandLine line = root().setErr(new PrintWriter(err, true));

    Failures.report(
        new PipelineExecutionException(
            new IOException(
                "cannot list the sites of pad/412",
                new RuntimeException(new ConnectException("nobody at localhost:1")))),
        line,
        null);

    assertThat(err.toString().strip())
        .isEqualTo("wellhead: cannot list the sites of pad/412: nobody at localhost:1");
  }

  @Test
  void wrappedBug_isToldByItsOwnMessage() {
    StringWriter err = new StringWriter();

    Failures.report(
        new PipelineExecutionException(new IllegalStateException("two readers of pad/412")),
        root().setErr(new PrintWriter(err, true)),
        null);

    assertThat(err.toString())
        .startsWith("wellhead: two readers of pad/412\n(an error of wellhead");
  }

  private static CommandLine root() {
    return Wellhead.commandLine(
        new CommandContext(Map.of(), Clock.systemUTC(), false, new StopSignal()));
  }

  private static List<CommandLine> commands(List<CommandLine> found, CommandLine line) {
    found.add(line);
    line.getSubcommands().values().forEach(sub -> commands(found, sub));
    return found;
  }
}
