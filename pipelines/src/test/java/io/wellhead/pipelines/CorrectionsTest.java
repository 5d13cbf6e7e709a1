// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.sandbox.restream.RestreamSandboxBuilder;
import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.FaultRule;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.PipelineResult;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever the service corrects, silver and its minutes hold what REST returns. */
class CorrectionsTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");
  private static final long FIRST = START.getEpochSecond();
  private static final Duration LIMIT = Duration.standardMinutes(3);

  @Test
  void correctionsOfAnEarlierRun_areFollowedByTheNextOne() throws Exception {
    Instant meeting = START.plusSeconds(120);
    Instant until = START.plusSeconds(240);
    try (RestreamSandbox restream = simulatedUntil(until, Pace.unthrottled())) {
      LivePath path = new LivePath(restream, BIGQUERY.sandbox()).compared();
      path.run("--restreamUntil=" + meeting, "--restreamFrom=" + START);
      List<Long> sites = restream.siteIds();
      restream.corrections().scale(sites.get(0), "slurry_rate", 1.5, FIRST, FIRST + 39);
      restream.corrections().delete(sites.get(0), FIRST + 30, FIRST + 49);
      restream.corrections().copy(sites.get(0), FIRST + 60, FIRST + 69, 30);
      long moved = restream.corrections().move(sites.get(1), FIRST + 10, FIRST + 29, 25);
      long set = restream.corrections().set(sites.get(2), "slurry_rate", 7, FIRST + 5, FIRST + 5);
      restream.corrections().deleteField(sites.get(2), "slurry_rate", FIRST + 60, FIRST + 119);

      path.run(
          "--restreamUntil=" + until, "--restreamFrom=" + meeting, "--restreamCorrectionsTail=5s");

      new TruthCheck(path, restream.truth()).silverEqualsWhatIsServed(until);
      new MinuteCheck(path).minutesEqualTheRecomputation();
      assertThat(path.count("silver.measurements WHERE revision = " + set))
          .as("a whole minute")
          .isEqualTo(60);
      assertThat(path.count("silver.measurements WHERE revision = " + moved)).isPositive();
      assertThat(path.count("bronze.measurements WHERE origin = 'correction'")).isPositive();
      new TruthCheck(path, restream.truth()).bronzeHasNoRecordTwice();
      assertThat(path.query("SELECT * FROM ops.dead_letters")).isEmpty();
      assertThat(restream.unconfirmedChanges()).isEmpty();
    }
  }

  @Test
  void correctionsWhileRunning_areFollowedAndStandAboveLateRecords() throws Exception {
    Instant until = START.plusSeconds(300);
    try (RestreamSandbox restream = simulatedUntil(until, Pace.compressed(20))) {
      restream.faults().add(FaultRule.of(Fault.FRAME_LATE).every(15).amount(40));
      LivePath path = new LivePath(restream, BIGQUERY.sandbox());
      PipelineResult result =
          path.start(
              "--restreamUntil=" + until,
              "--restreamFrom=" + START,
              "--restreamCorrectionsTail=5s");
      PipelineResult.State state = null;
      while (state == null && path.count("silver.measurements") < 200) {
        state = result.waitUntilFinish(Duration.millis(20));
      }
      List<Long> sites = restream.siteIds();
      restream.corrections().scale(sites.get(0), "slurry_rate", 1.5, FIRST, FIRST + 39);
      long newest = restream.truth().newest();
      restream.corrections().delete(sites.get(0), FIRST + 30, newest);
      restream.corrections().move(sites.get(1), FIRST + 10, FIRST + 29, 25);

      assertThat(result.waitUntilFinish(LIMIT)).isEqualTo(PipelineResult.State.DONE);

      new MinuteCheck(path).minutesEqualTheRecomputation();
      TruthCheck check = new TruthCheck(path, restream.truth());
      check.silverEqualsWhatIsServed(until);
      check.bronzeHasNoRecordTwice();
      assertThat(path.query("SELECT * FROM ops.dead_letters")).isEmpty();
      assertThat(restream.unconfirmedChanges()).isEmpty();
    }
  }

  /** The socket stands still until the corrections of what it is about to bring are confirmed. */
  @Test
  void liveRecordsThatComeAfterTheCorrectionOfTheirSeconds_changeNothing() throws Exception {
    Instant until = START.plusSeconds(180);
    try (RestreamSandbox restream = simulation(until, Pace.unthrottled()).fromStart(true).start()) {
      restream.skip(180);
      restream.faults().add(FaultRule.of(Fault.SOCKET_STALLED).nth(30).amount(600_000));
      long site = restream.siteIds().get(0);
      String latency = "server_measurement_latency";
      restream.corrections().set(site, latency, 777, FIRST + 60, FIRST + 119);
      long deleted = restream.corrections().delete(site, FIRST + 70, FIRST + 79);
      LivePath path = new LivePath(restream, BIGQUERY.sandbox());
      PipelineResult result =
          path.start(
              "--restreamUntil=" + until,
              "--restreamReconnectAfter=10m",
              "--restreamCorrectionsTail=1s");
      PipelineResult.State state = null;
      while (state == null && path.count("silver.data_changes WHERE status = 'confirmed'") < 2) {
        state = result.waitUntilFinish(Duration.millis(100));
      }
      String interval =
          "site_id = %d AND epoch(event_time) BETWEEN %d AND %d"
              .formatted(site, FIRST + 60, FIRST + 119);
      String live = "bronze.measurements WHERE origin <> 'correction' AND " + interval;
      assertThat(path.count(live)).as("records that came before the correction").isZero();

      restream.faults().clear();

      assertThat(result.waitUntilFinish(LIMIT)).isEqualTo(PipelineResult.State.DONE);
      assertThat(path.count(live)).isEqualTo(60);
      assertThat(path.count("silver.measurements WHERE revision = " + deleted + " AND " + interval))
          .isEqualTo(50);
      new TruthCheck(path, restream.truth()).silverEqualsWhatIsServed(until);
      new MinuteCheck(path).minutesEqualTheRecomputation();
      assertThat(path.query("SELECT * FROM ops.dead_letters")).isEmpty();
    }
  }

  @Test
  void changeThatBeginsInTheYear1900_isFollowedFromTheFirstRecord() throws Exception {
    Instant until = START.plusSeconds(120);
    try (RestreamSandbox restream = simulatedFromNothing(until)) {
      LivePath path = new LivePath(restream, BIGQUERY.sandbox());
      path.run("--restreamUntil=" + START.plusSeconds(60), "--restreamFrom=" + START);
      long site = restream.siteIds().get(0);
      long id = restream.corrections().delete(site, FIRST + 10, FIRST + 19);
      restream
          .corrections()
          .announce(
              site,
              "{\"id\":%d,\"site\":%d,\"start_date\":\"1900-01-01T00:00:00Z\",\"end_date\":%d}"
                  .formatted(id, site, FIRST + 19));

      path.run(
          "--restreamUntil=" + until,
          "--restreamFrom=" + START.plusSeconds(60),
          "--restreamCorrectionsTail=2s");

      new TruthCheck(path, restream.truth()).silverEqualsWhatIsServed(until);
      new MinuteCheck(path).minutesEqualTheRecomputation();
      assertThat(path.count("silver.measurements WHERE revision = " + id)).isEqualTo(50);
      assertThat(path.query("SELECT * FROM ops.dead_letters")).isEmpty();
      assertThat(restream.unconfirmedChanges()).isEmpty();
    }
  }

  private static RestreamSandbox simulatedFromNothing(Instant until) {
    return simulation(until, Pace.unthrottled()).history(java.time.Duration.ZERO).start();
  }

  private static RestreamSandbox simulatedUntil(Instant until, Pace pace) {
    return simulation(until, pace).start();
  }

  private static RestreamSandboxBuilder simulation(Instant until, Pace pace) {
    return RestreamSandbox.builder()
        .seed(7)
        .start(START)
        .until(until)
        .waitForSocket(true)
        .pace(pace);
  }
}
