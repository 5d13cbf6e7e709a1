// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which pads are wanted, be it themselves or their sites: by completion and by fleet. */
final class PadOptions {
  @Option(names = "--open", description = "Only pads that are not completed, or their sites.")
  private boolean open;

  @Option(names = "--completed", description = "Only completed pads, or their sites.")
  private boolean completed;

  @Option(
      names = "--fleet-id",
      paramLabel = "ID",
      description = "Only pads or sites on which this fleet works.")
  private @Nullable Long fleetId;

  @Option(
      names = "--fleet-name",
      paramLabel = "TEXT",
      description = "Part of the fleet's name, in any letter case.")
  private @Nullable String fleetName;

  void check(RestreamOperation command) {
    Checks.holds(command, !open || !completed, "--open and --completed contradict each other");
  }

  /** Null for both kinds. */
  @Nullable Boolean complete() {
    if (!open && !completed) {
      return null;
    }
    return completed;
  }

  @Nullable Long fleetId() {
    return fleetId;
  }

  @Nullable String fleetName() {
    return fleetName;
  }
}
