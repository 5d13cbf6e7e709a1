// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RestreamToBigQueryTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");

  @Test
  void livePath_fillsEveryTableWithTheTruthAndEndsByItself() throws Exception {
    Instant until = START.plusSeconds(300);
    try (RestreamSandbox restream = simulatedUntil(until)) {
      LivePath path = new LivePath(restream, BIGQUERY.sandbox()).compared();

      path.run("--restreamUntil=" + until, "--restreamFrom=" + START);

      TruthCheck check = new TruthCheck(path, restream.truth());
      check.silverIsExact(until);
      check.bronzeIsComplete(until);
      check.bronzeHasNoRecordTwice();
      new MinuteCheck(path).minutesEqualTheRecomputation();
      new InstanceCheck(path, restream).padsSitesFieldsAndStagesAreExact();
      assertThat(path.query("SELECT * FROM ops.dead_letters")).isEmpty();
    }
  }

  @Test
  void twoRunsThatMeetWithinAMinute_leaveTheWholeMinute() throws Exception {
    Instant meeting = START.plusSeconds(90);
    Instant until = START.plusSeconds(180);
    try (RestreamSandbox restream = simulatedUntil(until)) {
      LivePath path = new LivePath(restream, BIGQUERY.sandbox());

      path.run("--restreamUntil=" + meeting, "--restreamFrom=" + START);
      path.run("--restreamUntil=" + until, "--restreamFrom=" + meeting);

      new TruthCheck(path, restream.truth()).silverIsExact(until);
      new MinuteCheck(path).minutesEqualTheRecomputation();
    }
  }

  private static RestreamSandbox simulatedUntil(Instant until) {
    return RestreamSandbox.builder()
        .seed(7)
        .start(START)
        .until(until)
        .waitForSocket(true)
        .pace(Pace.unthrottled())
        .start();
  }
}
