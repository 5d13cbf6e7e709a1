// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms;

import java.util.List;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.POutput;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh pipeline on the DirectRunner for each test; Beam ships only a JUnit 4 rule. A test that
 * passes without having run a pipeline to which it added transforms fails, because its assertions
 * would never have been made.
 *
 * <pre>{@code
 * @RegisterExtension final TestPipelineExtension pipeline = new TestPipelineExtension();
 * }</pre>
 */
public final class TestPipelineExtension implements BeforeEachCallback, AfterEachCallback {
  private final List<String> arguments;
  private @Nullable Pipeline pipeline;
  private boolean built;
  private boolean run;

  /** Pipelines with these options, as on a command line. */
  public TestPipelineExtension(String... arguments) {
    this.arguments = List.of(arguments);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    PipelineOptions options =
        PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).create();
    options.setRunner(DirectRunner.class);
    options.as(DirectOptions.class).setTargetParallelism(2);
    pipeline = Pipeline.create(options);
    built = false;
    run = false;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (built && !run && context.getExecutionException().isEmpty()) {
      throw new AssertionError("the test added transforms to its pipeline and did not run it");
    }
  }

  /** The test's pipeline. */
  public Pipeline pipeline() {
    if (pipeline == null) {
      throw new IllegalStateException("a pipeline exists only while a test runs");
    }
    built = true;
    return pipeline;
  }

  /** Options of the test's pipeline, to be set before transforms read them. */
  public PipelineOptions options() {
    if (pipeline == null) {
      throw new IllegalStateException("a pipeline exists only while a test runs");
    }
    return pipeline.getOptions();
  }

  /** Adds a transform that begins the pipeline. */
  public <T extends POutput> T apply(String name, PTransform<? super PBegin, T> begin) {
    return pipeline().apply(name, begin);
  }

  /** Runs to the end; a failed assertion or step fails the test. */
  public PipelineResult run() {
    run = true;
    PipelineResult result = pipeline().run();
    result.waitUntilFinish();
    return result;
  }
}
