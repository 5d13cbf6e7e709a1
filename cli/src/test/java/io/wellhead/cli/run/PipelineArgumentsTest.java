// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineArgumentsTest {
  @Test
  void valueAfterABlank_isJoinedAsBeamReadsIt() {
    assertThat(
            PipelineArguments.of(List.of("--project", "demo", "--streaming", "--region=eu"))
                .toArray())
        .containsExactly("--project=demo", "--streaming", "--region=eu");
  }

  @Test
  void default_neverReplacesWhatWasGiven() {
    PipelineArguments given = PipelineArguments.of(List.of("--project=mine", "--streaming"));

    assertThat(given.withDefaults(Map.of("project", "other", "streaming", "false")).toArray())
        .containsExactly("--project=mine", "--streaming");
    assertThat(given.withDefault("region", "eu").toArray()).contains("--region=eu");
    assertThat(given.withDefault("region", null).toArray()).hasSize(2);
  }

  @Test
  void runner_decidesWhetherTheRunIsLocal() {
    assertThat(PipelineArguments.of(List.of()).isLocal()).isTrue();
    assertThat(PipelineArguments.of(List.of("--runner", "directrunner")).isLocal()).isTrue();
    assertThat(PipelineArguments.of(List.of("--runner=DataflowRunner")).isLocal()).isFalse();
  }
}
