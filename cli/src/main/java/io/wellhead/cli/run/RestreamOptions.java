// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.run;

import io.wellhead.pipelines.RestreamToBigQueryOptions;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Reads the options of the live ReStream pipeline. */
public final class RestreamOptions {
  /**
   * What a run in this process needs: the caller keeps its thread, and the runner leaves out checks
   * of our transforms that our tests have made, at half of the speed, and does not set the log
   * level back.
   */
  private static final Map<String, String> LOCAL =
      Map.of(
          "blockOnRun", "false",
          "enforceImmutability", "false",
          "enforceEncodability", "false",
          "defaultSdkHarnessLogLevel", "WARN");

  private RestreamOptions() {}

  /**
   * Reads the options.
   *
   * @throws IllegalArgumentException if Beam does not know one, or refuses its value; one line
   */
  public static RestreamToBigQueryOptions parse(PipelineArguments arguments) {
    PipelineArguments all = arguments.isLocal() ? arguments.withDefaults(LOCAL) : arguments;
    PipelineOptionsFactory.register(RestreamToBigQueryOptions.class);
    try {
      return PipelineOptionsFactory.fromArgs(all.toArray())
          .withValidation()
          .as(RestreamToBigQueryOptions.class);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(OptionErrors.explain(e, all.toArray()), e);
    }
  }
}
