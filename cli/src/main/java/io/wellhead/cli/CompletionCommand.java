// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the script that lets a shell complete commands and options. */
@Command(
    name = "completion",
    description = "Print the shell completion script.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(wellhead completion bash)                      for this shell",
      "  wellhead completion bash > ~/.local/share/bash-completion/completions/wellhead",
      "  source <(wellhead completion zsh)                       in ~/.zshrc"
    })
final class CompletionCommand implements Runnable {
  /** Shells whose completion we can write. */
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Shell shell;

  @Override
  public void run() {
    // One script serves both shells: it loads zsh's bash emulation itself when it finds itself in
    // zsh.
    String script = AutoComplete.bash("wellhead", spec.root().commandLine());
    Wellhead.out(spec)
        .print(shell == Shell.ZSH ? "# zsh, through bashcompinit\n" + script : script);
  }
}
