// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import java.io.Serial;
import java.util.Objects;

/**
 * Ends a command with one clear line on standard error and the exit code that says what kind of
 * failure it is.
 */
public final class CommandException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /**
   * @param message one line that names the option, the value and what is accepted; never holds a
   *     secret
   */
  public CommandException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = Objects.requireNonNull(exitCode, "exitCode");
  }

  public CommandException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = Objects.requireNonNull(exitCode, "exitCode");
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
