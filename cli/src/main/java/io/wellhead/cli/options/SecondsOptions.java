// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.options;

import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say which seconds are meant; both are needed, and both are included. */
public final class SecondsOptions {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      required = true,
      converter = InstantConverter.class,
      description = "First second, such as 2030-06-01T10:00:00Z or -10m, ten minutes ago.")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      required = true,
      converter = InstantConverter.class,
      description = "Last second.")
  private Instant to;

  /**
   * Compares them.
   *
   * @throws ParameterException if the first one is behind the last one
   */
  public void check(CommandLine line) {
    if (from.isAfter(to)) {
      throw new ParameterException(line, "--from=" + from + " must not be after --to=" + to);
    }
  }

  public Instant from() {
    return from;
  }

  public Instant to() {
    return to;
  }
}
