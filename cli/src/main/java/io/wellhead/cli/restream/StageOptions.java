// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.restream.model.StageName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which stages are wanted, be it themselves or their data. */
final class StageOptions {
  @Option(
      names = "--stage",
      paramLabel = "NUMBER",
      description = "Only this stage; needs --stage-name.")
  private @Nullable Integer number;

  @Option(
      names = "--stage-name",
      paramLabel = "NAME",
      converter = WireNames.OfStageName.class,
      completionCandidates = WireNames.OfStageName.class,
      description = "Only such stages: ${COMPLETION-CANDIDATES}.")
  private @Nullable StageName name;

  void check(RestreamOperation command) {
    Checks.holds(command, number == null || name != null, "--stage needs --stage-name");
  }

  @Nullable Integer number() {
    return number;
  }

  @Nullable StageName name() {
    return name;
  }
}
