// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.options.InstantConverter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** From when and until when data or stages are wanted. */
final class TimeOptions {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description =
          "From this time on, such as 2030-06-01T10:00:00Z, or -2h, two hours ago; stages that end after it.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "Until this time, inclusive; stages that start before it.")
  private @Nullable Instant to;

  void check(RestreamOperation command) {
    Checks.holds(
        command,
        from == null || to == null || !from.isAfter(to),
        "--from=" + from + " must not be after --to=" + to);
  }

  @Nullable Instant from() {
    return from;
  }

  @Nullable Instant to() {
    return to;
  }
}
