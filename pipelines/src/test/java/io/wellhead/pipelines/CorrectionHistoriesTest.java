// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static io.wellhead.sandbox.restream.faults.Fault.BODY_CUT;
import static io.wellhead.sandbox.restream.faults.Fault.FRAME_DUPLICATED;
import static io.wellhead.sandbox.restream.faults.Fault.FRAME_REORDERED;
import static io.wellhead.sandbox.restream.faults.Fault.SERVER_ERROR;
import static io.wellhead.sandbox.restream.faults.Fault.TOO_MANY_REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.Secret;
import io.wellhead.restream.StageFilter;
import io.wellhead.restream.model.DataChange;
import io.wellhead.restream.model.Field;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.bigquery.control.Call;
import io.wellhead.sandbox.bigquery.control.Fault;
import io.wellhead.sandbox.bigquery.control.FaultRule;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.sandbox.restream.faults.Route;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.stages.StageRecomputation;
import io.wellhead.transforms.stages.StageRecomputation.Recomputed;
import io.wellhead.transforms.warehouse.Warehouse;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.beam.sdk.PipelineResult;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the vendor corrects, in whatever order, while the pipeline runs, is drained, begins
 * again and its appends fail: silver ends as the service's truth, and no change was confirmed
 * before it was in the tables.
 *
 * <p>Each site of a pad has a random history of its own, so one run of the pipeline is {@value
 * #SITES} histories. A failure names its seed; {@code mvn -pl pipelines -am test
 * -Dtest=CorrectionHistoriesTest -Dsurefire.failIfNoSpecifiedTests=false -Dwellhead.seed=SEED}
 * plays that pad again. Every build plays the same {@code -Dwellhead.histories=200}, {@code
 * -Dwellhead.random=true} others.
 */
class CorrectionHistoriesTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final int HISTORIES = Integer.getInteger("wellhead.histories", 200);
  private static final int SITES = 40;

  /** Behind the clock, where seconds settle by it and silver is asked, and ahead of it. */
  private static final List<Instant> STARTS =
      List.of(Instant.parse("2025-06-01T10:00:00Z"), Instant.parse("2030-06-01T10:00:00Z"));

  private static final java.time.Duration HISTORY = java.time.Duration.ofDays(2);
  private static final Duration POLL = Duration.millis(100);
  private static final Duration LIMIT = Duration.standardMinutes(4);

  static LongStream seeds() {
    Long one = Long.getLong("wellhead.seed");
    return one != null
        ? LongStream.of(one)
        : new SplittableRandom(Boolean.getBoolean("wellhead.random") ? System.nanoTime() : 1)
            .longs((HISTORIES + SITES - 1) / SITES, 0, 1_000_000_000);
  }

  @ParameterizedTest(name = "-Dwellhead.seed={0}")
  @MethodSource("seeds")
  void silverIsWhatTheVendorSays(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Instant start = STARTS.get((int) (seed % STARTS.size()));
    Instant until = start.plusSeconds(random.nextLong(100, 180));
    try (RestreamSandbox restream =
        RestreamSandbox.builder()
            .seed(seed)
            .start(start)
            .until(until.minusSeconds(1)) // its last second
            .history(HISTORY) // so long that each site has had a stage
            .wells(SITES)
            .waitForSocket(true)
            .pace(Pace.compressed(20))
            .start()) {
      LivePath path = new LivePath(restream, BIGQUERY.sandbox());
      List<RandomHistory> histories =
          restream.siteIds().stream()
              .map(
                  site ->
                      RandomHistory.of(
                          restream,
                          random.split(),
                          site,
                          pastStage(restream, site),
                          start.getEpochSecond(),
                          until.getEpochSecond() - 2))
              .toList();
      addServiceFaults(restream, random);
      try (Vendor vendor = new Vendor(restream, path, histories)) {
        runUntilDrained(path, vendor, random, start, until);
        run(path, vendor, random, resumeFrom(path, start), until);
        vendor.finish();
        run(path, vendor, random, until.minusSeconds(60), until);

        assertThat(vendor.unconfirmed()).as("changes that were not confirmed").isEmpty();
        vendor.confirmedChangesAreDurable();
        vendor.lifeOfEachChangeIsWhole();
      }
      TruthCheck check = new TruthCheck(path, restream.truth());
      check.silverEqualsWhatIsServed(until);
      new MinuteCheck(path).minutesEqualTheRecomputation();
      stagesEqualTheRecomputation(path, restream, start, until);
      assertThat(path.query("SELECT * FROM ops.dead_letters")).isEmpty();
    }
  }

  /**
   * Frames that come twice or in another order, announcements among them, and data that end in the
   * middle or do not come.
   */
  private static void addServiceFaults(RestreamSandbox restream, SplittableRandom random) {
    for (var fault : List.of(FRAME_DUPLICATED, FRAME_REORDERED)) {
      restream
          .faults()
          .add(
              io.wellhead.sandbox.restream.faults.FaultRule.of(fault)
                  .on(Route.SOCKET)
                  .withProbability(0.02, random.nextLong()));
    }
    for (var fault : List.of(SERVER_ERROR, TOO_MANY_REQUESTS, BODY_CUT)) {
      restream
          .faults()
          .add(
              io.wellhead.sandbox.restream.faults.FaultRule.of(fault)
                  .on(Route.DATA)
                  .withProbability(0.05, random.nextLong())
                  .times(4));
    }
  }

  /** First second of a stage that ended before all this, for the vendor to move. */
  private static OptionalLong pastStage(RestreamSandbox restream, long site) {
    try (RestreamClient client = client(restream)) {
      return client.stages(Room.site(site), StageFilter.ALL).execute().stream()
          .filter(stage -> stage.end() != null && !stage.state().startsWith("standby"))
          .mapToLong(stage -> stage.start().getEpochSecond())
          .max();
    }
  }

  private static void runUntilDrained(
      LivePath path, Vendor vendor, SplittableRandom random, Instant start, Instant until)
      throws Exception {
    Drain drain = Drain.create();
    PipelineResult result = path.start(drain, options(start, until));
    int stop = random.nextInt(1, 20);
    while (result.waitUntilFinish(POLL) == null && vendor.confirmed() < stop) {
      vendor.play();
      vendor.confirmedChangesAreDurable();
    }
    drain.request();
    assertThat(result.waitUntilFinish(LIMIT)).isEqualTo(PipelineResult.State.DONE);
    assertThat(vendor.confirmed()).as("changes confirmed before the interruption").isPositive();
  }

  private static void run(
      LivePath path, Vendor vendor, SplittableRandom random, Instant from, Instant until)
      throws Exception {
    for (Fault fault : List.of(Fault.UNAVAILABLE, Fault.LOST_ANSWER, Fault.INTERNAL)) {
      if (random.nextBoolean()) {
        BIGQUERY.sandbox().faults().inject(FaultRule.of(fault, Call.APPEND_ROWS, 2));
      }
    }
    PipelineResult result = path.start(options(from, until));
    PipelineResult.State state = null;
    while (state == null) {
      state = result.waitUntilFinish(POLL);
      vendor.play();
      vendor.confirmedChangesAreDurable();
    }
    assertThat(state).isEqualTo(PipelineResult.State.DONE);
  }

  private static String[] options(Instant from, Instant until) {
    return new String[] {
      "--restreamFrom=" + from,
      "--restreamUntil=" + until,
      "--restreamCorrectionsTail=1s",
      "--restreamChangesRefresh=2s",
      "--restreamStageGrace=5s",
      "--restreamRefresh=5s"
    };
  }

  /** The stages that lie in what was brought in: the others are not whole in silver. */
  private static void stagesEqualTheRecomputation(
      LivePath path, RestreamSandbox restream, Instant start, Instant until) throws Exception {
    long compared = 0;
    try (RestreamClient client = client(restream)) {
      List<Field> fields = client.fields(Room.pad(restream.padId())).execute();
      StageRecomputation recomputation = new StageRecomputation(Warehouse.from(path.options()));
      for (long site : restream.siteIds()) {
        byte[] parameters = client.parametersAsSent(Room.site(site)).execute();
        List<Recomputed> figures =
            recomputation.ofSite(
                site,
                client.stages(Room.site(site), StageFilter.ALL).execute(),
                parameters,
                fields,
                false,
                start,
                until);
        assertThat(figures).allMatch(Recomputed::isEqual);
        long ofSite = figures.stream().filter(figure -> figure.recomputed() != null).count();
        compared += ofSite == 0 ? 0 : 1;
      }
    }
    assertThat(compared).as("sites with figures of stages").isGreaterThan(SITES / 2);
  }

  private static RestreamClient client(RestreamSandbox restream) {
    return RestreamClient.builder()
        .baseUrl(restream.baseUrl())
        .credentials(restream.clientId(), Secret.of(restream.clientSecret()))
        .build();
  }

  /** As docs/repair.md says: the newest second of the site that is furthest behind. */
  private static Instant resumeFrom(LivePath path, Instant start) {
    List<Map<String, @Nullable Object>> newest =
        path.query(
            "SELECT MIN(newest) AS newest FROM (SELECT site_id, MAX(event_time) AS newest"
                + " FROM bronze.measurements WHERE origin <> 'correction' GROUP BY site_id)");
    return newest.get(0).get("newest") instanceof Instant second ? second : start;
  }

  /** The other side: it corrects, lists and takes confirmations. */
  private static final class Vendor implements AutoCloseable {
    private final RestreamSandbox restream;
    private final LivePath path;
    private final List<RandomHistory> histories;
    private final RestreamClient client;
    private final Set<Long> checked = new HashSet<>();

    Vendor(RestreamSandbox restream, LivePath path, List<RandomHistory> histories) {
      this.restream = restream;
      this.path = path;
      this.histories = histories;
      client = client(restream);
    }

    /** Does what is due, and returns the newest second. */
    long play() {
      long newest = restream.truth().newest();
      histories.forEach(history -> history.play(restream, newest));
      return newest;
    }

    /** Does all the rest. */
    void finish() {
      play();
      assertThat(histories.stream().mapToInt(history -> history.changeIds().size()).sum())
          .as("changes in all")
          .isPositive();
    }

    /** How many changes were seen to be confirmed. */
    int confirmed() {
      return checked.size();
    }

    Set<Long> unconfirmed() {
      return client.dataChanges(Room.pad(restream.padId())).execute().stream()
          .map(DataChange::id)
          .collect(Collectors.toSet());
    }

    /** Of an interval whose change is confirmed, silver has no row of a lower revision. */
    void confirmedChangesAreDurable() {
      List<Long> made =
          histories.stream()
              .flatMap(history -> history.changeIds().stream())
              .filter(id -> !checked.contains(id))
              .toList();
      if (made.isEmpty()) {
        return;
      }
      Set<Long> open = unconfirmed();
      for (long id : made) {
        if (!open.contains(id)) {
          assertThat(rowsOlderThan(id)).as("rows that change %d did not replace", id).isEmpty();
          checked.add(id);
        }
      }
    }

    /** Each change was received, and ended as confirmed. */
    void lifeOfEachChangeIsWhole() {
      Set<Object> confirmed =
          path
              .query("SELECT change_id FROM silver.data_changes WHERE status = 'confirmed'")
              .stream()
              .map(row -> row.get("change_id"))
              .collect(Collectors.toSet());
      assertThat(histories.stream().flatMap(history -> history.changeIds().stream()))
          .as("changes that silver has as confirmed")
          .allMatch(confirmed::contains);
    }

    private List<Map<String, @Nullable Object>> rowsOlderThan(long id) {
      return path.query(
          "SELECT m.site_id, m.event_time, m.revision FROM silver.measurements AS m JOIN"
              + " silver.data_changes AS c ON c.site_id = m.site_id AND m.event_time >= c.start_date"
              + " AND m.event_time <= c.end_date WHERE c.change_id = "
              + id
              + " AND m.revision < "
              + id);
    }

    @Override
    public void close() {
      client.close();
    }
  }
}
