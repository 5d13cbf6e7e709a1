// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;

/**
 * What a command gets from the process around it; tests give their own.
 *
 * @param environment environment variables
 * @param clock the time of day
 * @param interactive whether standard error is a terminal, so that progress may be drawn on it
 * @param stop asks a command that runs until Ctrl-C to end
 */
public record CommandContext(
    Map<String, String> environment, Clock clock, boolean interactive, StopSignal stop) {

  public CommandContext {
    environment = Map.copyOf(environment);
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(stop, "stop");
  }

  /**
   * The context of this process. Java cannot ask whether standard error alone is a terminal,
   * therefore the launcher script does and passes the answer as the system property {@code
   * wellhead.terminal}.
   */
  static CommandContext ofProcess() {
    return new CommandContext(
        System.getenv(),
        Clock.systemUTC(),
        Boolean.getBoolean("wellhead.terminal"),
        StopSignal.ofProcess());
  }
}
