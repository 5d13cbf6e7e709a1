// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeFilesToBigQueryConfigTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2030-06-01T11:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "projects/shops/subscriptions/changes",
        "projects/my-project-/subscriptions/changes",
        "projects/My-project/subscriptions/changes",
        "projects/my-project/subscriptions/cc",
        "projects/my-project/subscriptions/1changes",
        "projects/my-project/subscriptions/googchanges",
        "projects/my-project/topics/changes",
        "changes"
      })
  void subscriptionThatBeamRefuses_isRefusedInOurWords(String subscription) {
    assertThatThrownBy(() -> subscription(subscription))
        .isInstanceOf(RejectedRunException.class)
        .hasMessageStartingWith(
            "--changeSubscription=" + subscription + ": accepted is projects/PROJECT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "projects/my-project/subscriptions/changes",
        "projects/example.com:my-project/subscriptions/c.d-e_f~g%h+i",
        "projects/shops1/subscriptions/cdc"
      })
  void subscriptionOfPubsub_isTaken(String subscription) throws Exception {
    assertThat(subscription(subscription)).isEqualTo(subscription);
  }

  private static String subscription(String value) throws RejectedRunException {
    ChangeFilesToBigQueryOptions options =
        PipelineOptionsFactory.fromArgs(
                "--changeFiles=gs://changes/cdc", "--changeSubscription=" + value)
            .as(ChangeFilesToBigQueryOptions.class);
    return String.valueOf(ChangeFilesToBigQueryConfig.from(options, CLOCK).subscription());
  }
}
