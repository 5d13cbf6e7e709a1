// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/** What options of one command must not contradict. */
final class Checks {
  private Checks() {}

  static void notBoth(
      RestreamOperation command,
      boolean first,
      String firstName,
      boolean second,
      String secondName) {
    if (first && second) {
      throw new ParameterException(
          command.spec().commandLine(),
          firstName + " and " + secondName + " contradict each other");
    }
  }

  static void inOrder(RestreamOperation command, @Nullable Instant from, @Nullable Instant to) {
    if (from != null && to != null && from.isAfter(to)) {
      throw new ParameterException(
          command.spec().commandLine(), "--from=" + from + " must not be after --to=" + to);
    }
  }

  static void holds(RestreamOperation command, boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(command.spec().commandLine(), message);
    }
  }
}
