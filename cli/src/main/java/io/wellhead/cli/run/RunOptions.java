// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.run;

import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Reads the options of a pipeline. */
public final class RunOptions {
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

  private RunOptions() {}

  /**
   * Reads the options.
   *
   * @param type the options of the pipeline
   * @throws IllegalArgumentException if Beam does not know one, or refuses its value; one line
   */
  public static <T extends PipelineOptions> T parse(PipelineArguments arguments, Class<T> type) {
    PipelineArguments all = arguments.isLocal() ? arguments.withDefaults(LOCAL) : arguments;
    PipelineOptionsFactory.register(type);
    try {
      return PipelineOptionsFactory.fromArgs(all.toArray()).withValidation().as(type);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(OptionErrors.explain(e, all.toArray()), e);
    }
  }
}
