// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package org.apache.beam.runners.direct;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;

/** A version of Beam whose driver asks for the time elsewhere must not go unnoticed. */
class PacedDirectRunnerTest {
  private static final int NUMBERS = 20;

  @Test
  void driverPauses_andThePipelineEndsAsItShould() {
    AtomicInteger pauses = new AtomicInteger();
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(GenerateSequence.from(0).to(NUMBERS).withRate(1, Duration.millis(5)))
        .apply(ParDo.of(new CountFn()));

    PipelineResult result =
        PacedDirectRunner.pausing(pipeline.getOptions(), pauses::incrementAndGet).run(pipeline);

    assertThat(result.waitUntilFinish()).isEqualTo(PipelineResult.State.DONE);
    assertThat(
            result
                .metrics()
                .queryMetrics(
                    MetricsFilter.builder()
                        .addNameFilter(MetricNameFilter.named(CountFn.class, CountFn.NAME))
                        .build())
                .getCounters())
        .singleElement()
        .satisfies(counter -> assertThat(counter.getCommitted()).isEqualTo(NUMBERS));
    assertThat(pauses).as("pauses of the driver").hasPositiveValue();
  }

  private static final class CountFn extends DoFn<Long, Void> {
    private static final long serialVersionUID = 1L;

    static final String NAME = "numbers";

    @ProcessElement
    public void count() {
      Metrics.counter(CountFn.class, NAME).inc();
    }
  }
}
