// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.runners.direct.PacedDirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;

/** Starts pipelines. */
final class Start {
  private Start() {}

  /** As {@link Pipeline#run()}; the DirectRunner leaves the processor to others at times. */
  static PipelineResult of(Pipeline pipeline) {
    PipelineOptions options = pipeline.getOptions();
    if (options.getRunner() != DirectRunner.class) {
      return pipeline.run();
    }
    options.setRunner(PacedDirectRunner.class);
    try {
      return pipeline.run();
    } finally {
      options.setRunner(DirectRunner.class); // the caller's options stay as they were
    }
  }
}
