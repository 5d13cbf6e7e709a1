// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import picocli.CommandLine.ParameterException;

/** What options of one command must not contradict. */
final class Checks {
  private Checks() {}

  static void holds(RestreamOperation command, boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(command.spec().commandLine(), message);
    }
  }
}
