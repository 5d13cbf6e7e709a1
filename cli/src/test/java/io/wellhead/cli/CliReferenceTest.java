// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;

/**
 * {@code docs/reference/cli.md} is what the commands say about themselves; -Dwellhead.update=true
 * writes it anew.
 */
class CliReferenceTest {
  private static final Path PAGE =
      Path.of(System.getProperty("user.dir")).resolveSibling("docs/reference/cli.md");

  @Test
  void page_saysWhatTheCommandsSay() throws IOException {
    String expected = page();
    if (Boolean.getBoolean("wellhead.update")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, expected);
    }

    assertThat(PAGE)
        .as("run the test with -Dwellhead.update=true to write the page anew")
        .hasContent(expected);
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            "# The wellhead command\n\nWritten by `CliReferenceTest` from the commands themselves. Each command shows its"
                + " own part with `--help`.\n");
    CommandLine root =
        Wellhead.commandLine(
            new CommandContext(Map.of(), Clock.systemUTC(), false, new StopSignal()));
    append(root, page);
    return page.toString();
  }

  private static void append(CommandLine line, StringBuilder page) {
    line.setUsageHelpWidth(110);
    String usage = line.getUsageMessage(Ansi.OFF).replaceAll("(?m)[ \t]+$", "");
    page.append("\n## ")
        .append(line.getCommandSpec().qualifiedName())
        .append("\n\n```text\n")
        .append(usage)
        .append("```\n");
    Set<CommandLine> children = new LinkedHashSet<>(line.getSubcommands().values());
    children.removeIf(child -> child.getCommand() instanceof HelpCommand);
    children.forEach(child -> append(child, page));
  }
}
