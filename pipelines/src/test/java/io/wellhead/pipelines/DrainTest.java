// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.transforms.restream.Drain;
import java.time.Instant;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run that is asked to end in its middle writes everything that it has read, and ends. */
class DrainTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");
  private static final int RECORDS = 2000;
  private static final Duration LIMIT = Duration.standardMinutes(2);

  @Test
  void drainInTheMiddle_everyTableHoldsWhatWasRead() throws Exception {
    try (RestreamSandbox restream =
        RestreamSandbox.builder()
            .seed(7)
            .start(START)
            .waitForSocket(true)
            .pace(Pace.compressed(120))
            .start()) {
      LivePath path = new LivePath(restream, BIGQUERY.sandbox());
      Drain drain = Drain.create();
      PipelineResult result = path.start(drain, "--restreamRefresh=1s");
      PipelineResult.State state = null;
      while (state == null && path.count("silver.measurements") < RECORDS) {
        state = result.waitUntilFinish(Duration.millis(50));
      }

      drain.request();

      assertThat(result.waitUntilFinish(LIMIT)).isEqualTo(PipelineResult.State.DONE);
      long read = read(result);
      assertThat(read).isPositive();
      assertThat(path.count("silver.measurements")).isEqualTo(read);
      assertThat(path.count("bronze.measurements")).isEqualTo(read);
      assertThat(
              path.count(
                  "silver.measurements AS s JOIN bronze.measurements AS b"
                      + " ON b.site_id = s.site_id AND b.event_time = s.event_time"))
          .as("every record of silver is in bronze once")
          .isEqualTo(read);
      new TruthCheck(path, restream.truth()).bronzeHasNoRecordTwice();
      new MinuteCheck(path).minutesEqualTheRecomputation();
      assertThat(path.count("silver.sites")).isEqualTo(restream.siteIds().size());
      assertThat(path.count("ops.dead_letters")).isZero();
    }
  }

  private static long read(PipelineResult result) {
    return result
        .metrics()
        .queryMetrics(
            MetricsFilter.builder()
                .addNameFilter(MetricNameFilter.named("RestreamIO.Read", "records_read_count"))
                .build())
        .getCounters()
        .iterator()
        .next()
        .getAttempted();
  }
}
