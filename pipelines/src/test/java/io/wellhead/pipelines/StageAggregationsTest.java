// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.Secret;
import io.wellhead.restream.StageFilter;
import io.wellhead.restream.model.ParameterConfig;
import io.wellhead.restream.model.ParameterDefinition;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.sandbox.restream.world.StageEdit;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.stages.StageRecomputation;
import io.wellhead.transforms.stages.StageRecomputation.Recomputed;
import io.wellhead.transforms.warehouse.Warehouse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.beam.sdk.PipelineResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever happens to a stage, its figures are those of its records. */
class StageAggregationsTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");
  private static final org.joda.time.Duration LIMIT = org.joda.time.Duration.standardMinutes(4);
  private static final Duration HISTORY = Duration.ofHours(4);

  /**
   * The second run goes on with the stage that the first one left running. In between the vendor
   * works on older ones, which the second one has no other reason to look at.
   */
  @Test
  void stagesOfTwoRuns_haveTheFiguresOfTheirRecordsAndOfTheService_whateverHappenedInBetween()
      throws Exception {
    Instant meeting = START.plusSeconds(60);
    Instant until = START.plusSeconds(180);
    try (RestreamSandbox restream = simulatedUntil(until, Pace.unthrottled())) {
      LivePath path = new LivePath(restream, BIGQUERY.sandbox());
      long site = restream.siteIds().get(0);
      String room = "--restreamRooms=site:" + site;
      createParameter(restream, "highest_rate", "slurry_rate", "max");

      path.run("--restreamUntil=" + meeting, "--restreamFrom=" + START.minus(HISTORY), room);
      long moved = ((Instant) oneStage(path, "frac_frac").get("start")).getEpochSecond();
      restream.stages().change(site, moved, new StageEdit(moved + 60, null, 77));
      Map<String, @Nullable Object> removed = oneStage(path, "wl_runinhole");
      restream.stages().remove(site, ((Instant) removed.get("start")).getEpochSecond());
      restream.removeParameter("highest_rate");
      assertThat(recomputed(path, restream, meeting)).anyMatch(figure -> !figure.isEqual());
      path.run("--restreamUntil=" + until, "--restreamFrom=" + meeting, room);

      assertThat(recomputed(path, restream, until)).isNotEmpty().allMatch(Recomputed::isEqual);
      StageCheck check = new StageCheck(path, restream);
      check.timelineIsThatOfSilver();
      check.rowsEqualTheRecomputation();
      assertThat(check.finalRowsEqualTheVendors()).isPositive();
      assertThat(path.count("silver.stage_aggregations WHERE stage_number = 77")).isPositive();
      assertThat(path.count("silver.stages WHERE stage_id = '" + removed.get("stage_id") + "'"))
          .isZero();
      assertThat(path.query("SELECT * FROM ops.dead_letters")).isEmpty();
    }
  }

  /** A change is confirmed when its rows are durable; figures that follow of them come later. */
  @Test
  void figuresThatARunLeftBehindAConfirmedChange_areMadeGoodByTheNextOne() throws Exception {
    Instant until = START.plusSeconds(60);
    try (RestreamSandbox restream = simulatedUntil(until, Pace.unthrottled())) {
      LivePath path = new LivePath(restream, BIGQUERY.sandbox()).compared();
      long site = restream.siteIds().get(0);
      String room = "--restreamRooms=site:" + site;
      path.run("--restreamUntil=" + until, "--restreamFrom=" + START.minus(HISTORY), room);
      Map<String, @Nullable Object> frac = oneStage(path, "frac_frac");
      long first = ((Instant) frac.get("start")).getEpochSecond();
      long change = restream.corrections().scale(site, "slurry_rate", 1.5, first, first + 900);

      Drain drain = Drain.create();
      PipelineResult result =
          path.start(drain, "--restreamFrom=" + until, "--restreamCorrectionsTail=5s", room);
      waitFor(result, () -> restream.unconfirmedChanges().isEmpty());
      drain.request();
      assertThat(result.waitUntilFinish(LIMIT)).isEqualTo(PipelineResult.State.DONE);
      path.run("--restreamUntil=" + until, "--restreamFrom=" + until.minusSeconds(30), room);

      assertThat(path.count("silver.stage_aggregations WHERE revision = " + change)).isPositive();
      StageCheck check = new StageCheck(path, restream);
      check.rowsEqualTheRecomputation();
      assertThat(check.finalRowsEqualTheVendors()).isPositive();
    }
  }

  private static List<Recomputed> recomputed(
      LivePath path, RestreamSandbox restream, Instant through) throws Exception {
    long site = restream.siteIds().get(0);
    Room room = Room.site(site);
    try (RestreamClient client = client(restream)) {
      return new StageRecomputation(Warehouse.from(path.options()))
          .ofSite(
              site,
              client.stages(room, StageFilter.ALL).execute(),
              client.parametersAsSent(room).execute(),
              client.fields(room).execute(),
              false,
              START.minus(HISTORY),
              through);
    }
  }

  /** All of it while the pipeline runs, on stages that have ended and on the running one. */
  @Test
  void correctionsMovedBoundariesAndNewDefinitions_areFollowed() throws Exception {
    Instant until = START.plusSeconds(1800);
    try (RestreamSandbox restream = simulatedUntil(until, Pace.compressed(20))) {
      LivePath path = new LivePath(restream, BIGQUERY.sandbox());
      long site = restream.siteIds().get(0);
      PipelineResult result =
          path.start(
              "--restreamUntil=" + until,
              "--restreamFrom=" + START.minus(HISTORY),
              "--restreamRooms=site:" + site,
              "--restreamCorrectionsTail=5s");
      for (String state : List.of("frac_frac", "wl_runinhole")) {
        String rows = "silver.stage_aggregations WHERE is_final AND state = '" + state + "'";
        waitFor(result, () -> path.count(rows) > 0);
      }
      Map<String, @Nullable Object> frac = oneStage(path, "frac_frac");
      long first = ((Instant) frac.get("start")).getEpochSecond();
      long corrected = restream.corrections().scale(site, "slurry_rate", 1.5, first, first + 900);
      long removed = restream.corrections().delete(site, first + 1000, first + 1100);
      Map<String, @Nullable Object> wireline = oneStage(path, "wl_runinhole");
      long moved = ((Instant) wireline.get("start")).getEpochSecond();
      restream.stages().change(site, moved, new StageEdit(moved + 60, null, 77));
      createParameter(restream, "highest_rate", "slurry_rate", "max");

      assertThat(result.waitUntilFinish(LIMIT)).isEqualTo(PipelineResult.State.DONE);

      StageCheck check = new StageCheck(path, restream);
      check.timelineIsThatOfSilver();
      check.rowsEqualTheRecomputation();
      assertThat(check.finalRowsEqualTheVendors()).isPositive();
      assertThat(
              path.query(
                  "SELECT DISTINCT revision FROM silver.stage_aggregations WHERE stage_id = '"
                      + frac.get("stage_id")
                      + "'"))
          .extracting(row -> row.get("revision"))
          .containsExactly(Math.max(corrected, removed));
      assertThat(path.count("silver.stage_aggregations WHERE stage_number = 77")).isPositive();
      assertThat(
              path.count("silver.stage_aggregations WHERE parameter = 'highest_rate' AND is_final"))
          .isPositive();
      assertThat(path.query("SELECT * FROM ops.dead_letters")).isEmpty();
    }
  }

  /**
   * The id of a running stage is made of its start, so that one that begins elsewhere is another.
   */
  @Test
  void stageThatIsRemoved_andARunningOneThatBeginsElsewhere_leaveNoRows() throws Exception {
    try (RestreamSandbox restream = simulatedUntil(START.plusSeconds(60), Pace.unthrottled())) {
      LivePath path = new LivePath(restream, BIGQUERY.sandbox());
      long site = restream.siteIds().get(2);
      Drain drain = Drain.create();
      PipelineResult result =
          path.start(
              drain,
              "--restreamFrom=" + START.minus(Duration.ofHours(1)),
              "--restreamRooms=site:" + site,
              "--restreamRefresh=1s");
      String ended = "silver.stage_aggregations WHERE is_final AND state = 'wl_onsurface'";
      String running = "silver.stage_aggregations WHERE NOT is_final AND state = 'wl_runinhole'";
      waitFor(result, () -> path.count(ended) > 0 && path.count(running) > 0);
      long rows = path.count(running);

      restream.stages().remove(site, firstSecond(path, ended));
      long former = firstSecond(path, running);
      long start = former + 300;
      restream.stages().change(site, former, StageEdit.move(start, null));

      String moved = running + " AND epoch(start) = " + start;
      waitFor(
          result,
          () -> path.count(ended) == 0 && path.count(moved) == rows && path.count(running) == rows);
      drain.request();
      assertThat(result.waitUntilFinish(LIMIT)).isEqualTo(PipelineResult.State.DONE);
      assertThat(path.count("silver.stage_aggregations")).isEqualTo(rows).isPositive();
      StageCheck check = new StageCheck(path, restream);
      check.timelineIsThatOfSilver();
      check.rowsEqualTheRecomputation();
      assertThat(path.query("SELECT * FROM ops.dead_letters")).isEmpty();
    }
  }

  private static long firstSecond(LivePath path, String stages) {
    return ((Instant) path.query("SELECT MIN(start) AS start FROM " + stages).get(0).get("start"))
        .getEpochSecond();
  }

  private static void waitFor(PipelineResult result, BooleanSupplier condition) {
    PipelineResult.State state = null;
    while (state == null && !condition.getAsBoolean()) {
      state = result.waitUntilFinish(org.joda.time.Duration.millis(200));
    }
  }

  private static Map<String, @Nullable Object> oneStage(LivePath path, String state) {
    return path.query(
            "SELECT stage_id, start FROM silver.stage_aggregations WHERE is_final AND state = '"
                + state
                + "' ORDER BY start LIMIT 1")
        .get(0);
  }

  private static void createParameter(
      RestreamSandbox restream, String name, String field, String aggregation) {
    ParameterConfig config =
        new ParameterConfig(field, "m^3/min", "L/min", null, aggregation, "bpm", Map.of());
    try (RestreamClient client = client(restream)) {
      client
          .createParameters(
              Room.pad(restream.padId()), List.of(new ParameterDefinition(name, config, "")))
          .execute();
    }
  }

  private static RestreamClient client(RestreamSandbox restream) {
    return RestreamClient.builder()
        .baseUrl(restream.baseUrl())
        .credentials(restream.clientId(), Secret.of(restream.clientSecret()))
        .build();
  }

  private static RestreamSandbox simulatedUntil(Instant until, Pace pace) {
    return RestreamSandbox.builder()
        .seed(7)
        .start(START)
        .history(HISTORY)
        .until(until)
        .waitForSocket(true)
        .pace(pace)
        .start();
  }
}
