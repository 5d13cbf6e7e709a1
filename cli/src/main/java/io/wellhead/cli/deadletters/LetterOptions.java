// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.deadletters;

import io.wellhead.cli.options.InstantConverter;
import io.wellhead.transforms.deadletters.ErrorKind;
import io.wellhead.transforms.replay.LetterFilter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which dead letters are meant. */
final class LetterOptions {
  @Option(
      names = "--table",
      paramLabel = "OBJECT",
      description =
          "Only letters of that table, by Datastream's name of it, such as public_orders: the folder of its files.")
  private @Nullable String table;

  @Option(
      names = "--step",
      paramLabel = "STEP",
      description = "Only letters of that step, such as 'Write current state'.")
  private @Nullable String step;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only letters of that kind: ${COMPLETION-CANDIDATES}.")
  private @Nullable ErrorKind reason;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description =
          "Only what failed at that time or later, such as 2030-06-01T10:00:00Z or -1d, a day ago.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "Only what failed before that time.")
  private @Nullable Instant until;

  LetterFilter filter() {
    return new LetterFilter(null, step, reason == null ? null : reason.text(), table, from, until);
  }
}
