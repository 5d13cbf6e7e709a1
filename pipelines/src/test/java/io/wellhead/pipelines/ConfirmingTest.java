// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.bigquery.control.Call;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.FaultRule;
import io.wellhead.sandbox.restream.faults.Route;
import io.wellhead.transforms.restream.Drain;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.beam.sdk.PipelineResult;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A change is confirmed when all of its rows are in the warehouse, and its life is a row. The
 * simulated time stands still, so that nothing but corrections is read and written.
 */
class ConfirmingTest {
  @RegisterExtension final BigQuerySandboxExtension bigQuery = new BigQuerySandboxExtension();

  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");
  private static final int SECONDS = 300;
  private static final Instant UNTIL = START.plusSeconds(SECONDS);
  private static final long FIRST = START.getEpochSecond();
  private static final Duration LIMIT = Duration.standardMinutes(3);
  private static final String INTERVAL =
      "\"start_date\":\"2030-06-01T10:00:00Z\",\"end_date\":\"2030-06-01T10:00:30Z\"";

  private RestreamSandbox restream;
  private LivePath path;
  private long site;

  @BeforeEach
  void start() {
    restream =
        RestreamSandbox.builder()
            .seed(7)
            .start(START)
            .until(UNTIL)
            .waitForSocket(true)
            .pace(Pace.unthrottled())
            .start();
    restream.skip(SECONDS);
    path = new LivePath(restream, bigQuery.sandbox());
    site = restream.siteIds().get(0);
  }

  @AfterEach
  void stop() {
    restream.close();
  }

  @Test
  void changesThatWereApplied_areConfirmed() throws Exception {
    long scaled = scale();
    long deleted = restream.corrections().delete(site, FIRST + 30, FIRST + 49);
    long other = restream.siteIds().get(1);
    long moved = restream.corrections().move(other, FIRST + 10, FIRST + 19, 25);

    follow(3, "confirmed");

    assertThat(restream.unconfirmedChanges()).isEmpty();
    assertThat(lives())
        .allSatisfy(ConfirmingTest::assertConfirmed)
        .extracting(
            life -> life.get("change_id"),
            life -> life.get("revision"),
            life -> life.get("rows_written"),
            life -> life.get("rows_deleted"))
        .containsExactly(
            tuple(scaled, deleted, 40L, 20L),
            tuple(deleted, deleted, 40L, 20L),
            tuple(moved, moved, 50L, 10L));
    assertThat(path.count("silver.measurements WHERE revision = " + deleted)).isEqualTo(40);
    assertThat(path.count("ops.dead_letters")).isZero();
  }

  static Stream<FaultRule> confirmationsThatFail() {
    return Stream.of(
        FaultRule.of(Fault.CONFIRMATION_LOST).once(),
        FaultRule.of(Fault.CONFIRMATION_LATE).once().amount(8000),
        FaultRule.of(Fault.CONFIRMATION_IGNORED).once(),
        FaultRule.of(Fault.SERVER_ERROR).on(Route.CONFIRM).times(2));
  }

  @ParameterizedTest
  @MethodSource("confirmationsThatFail")
  void confirmationsThatFail_areMadeAgain(FaultRule rule) throws Exception {
    scale();
    restream.faults().add(rule);

    follow(1, "confirmed", "--restreamReadTimeout=2s");

    assertThat(restream.faults().happened(rule.fault())).isEqualTo(rule.times());
    assertThat(restream.unconfirmedChanges()).isEmpty();
    assertThat(lives()).singleElement().satisfies(ConfirmingTest::assertConfirmed);
  }

  static Stream<FaultRule> readingsThatFail() {
    return Stream.of(
        FaultRule.of(Fault.BODY_CUT).nth(2).amount(20),
        FaultRule.of(Fault.BODY_STALLED).nth(2).amount(20),
        FaultRule.of(Fault.TOO_MANY_REQUESTS).on(Route.DATA).nth(2),
        FaultRule.of(Fault.SERVER_ERROR).on(Route.DATA).nth(2));
  }

  /** The data of two hours are read in two pieces; the second one is struck. */
  @ParameterizedTest
  @MethodSource("readingsThatFail")
  void readingsThatFailInTheMiddleOfARange_areMadeAgain(FaultRule rule) throws Exception {
    long change = scaleTwoHours();
    restream.faults().add(rule);

    follow(1, "confirmed", "--restreamReadTimeout=2s");

    assertThat(restream.faults().happened(rule.fault())).isOne();
    assertThat(restream.unconfirmedChanges()).isEmpty();
    assertThat(lives()).singleElement().satisfies(ConfirmingTest::assertConfirmed);
    assertThat(path.count("silver.measurements WHERE revision = " + change))
        .isEqualTo(lives().get(0).get("rows_written"));
  }

  @Test
  void rangeThatIsRefusedInItsMiddle_leavesTheChangeToTheNextRun() throws Exception {
    long change = scaleTwoHours();
    restream.faults().add(FaultRule.of(Fault.NOT_FOUND).on(Route.DATA).nth(2));

    follow(1, "failed");

    assertThat(restream.unconfirmedChanges()).containsExactly(change);
    assertFailed(lives().get(0), "404");
    assertThat(letters()).containsExactly("Read corrected ranges");

    follow(1, "confirmed");

    assertThat(restream.unconfirmedChanges()).isEmpty();
    assertThat(lives()).singleElement().satisfies(ConfirmingTest::assertConfirmed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"restream_silver.measurements", "restream_bronze.measurements"})
  void rowsThatAreHeldUp_areWaitedFor(String table) throws Exception {
    long change = scale();
    bigQuery
        .sandbox()
        .faults()
        .inject(
            io.wellhead.sandbox.bigquery.control.FaultRule.of(
                    io.wellhead.sandbox.bigquery.control.Fault.RESOURCE_EXHAUSTED,
                    Call.APPEND_ROWS,
                    1000)
                .inTable(path.dataset(table)));
    // Appends that are held up keep a thread each.
    Drain drain = Drain.create();
    PipelineResult result = path.start(drain, options("--targetParallelism=6"));
    await(result, () -> bigQuery.sandbox().faults().pending() < 998 && count("read") == 1);

    assertThat(restream.unconfirmedChanges()).containsExactly(change);

    bigQuery.sandbox().faults().clear();
    await(result, () -> count("confirmed") == 1);
    drain.request();
    assertThat(result.waitUntilFinish(LIMIT)).isEqualTo(PipelineResult.State.DONE);
    assertThat(restream.unconfirmedChanges()).isEmpty();
    assertThat(lives()).singleElement().satisfies(ConfirmingTest::assertConfirmed);
    assertThat(path.count("bronze.measurements WHERE change_id = " + change)).isEqualTo(60);
  }

  @Test
  void minuteThatIsRejected_leavesTheChangeUnconfirmed() throws Exception {
    assertUnconfirmedWhenRejected("restream_silver.measurements_1m", 1);
  }

  /** Some more than the live records with which the socket may begin. */
  @Test
  void secondsThatSilverRejects_leaveTheChangeUnconfirmed() throws Exception {
    assertUnconfirmedWhenRejected("restream_silver.measurements", 5);
  }

  /** Some more than the live records with which the socket may begin. */
  @Test
  void recordsThatBronzeRejects_leaveTheChangeUnconfirmed() throws Exception {
    assertUnconfirmedWhenRejected("restream_bronze.measurements", 5);
  }

  private void assertUnconfirmedWhenRejected(String table, int rows) throws Exception {
    long change = scale();
    bigQuery
        .sandbox()
        .faults()
        .inject(
            io.wellhead.sandbox.bigquery.control.FaultRule.of(
                    io.wellhead.sandbox.bigquery.control.Fault.REJECT_ROW, Call.APPEND_ROWS, rows)
                .inTable(path.dataset(table)));

    follow(1, "failed");

    assertThat(restream.unconfirmedChanges()).containsExactly(change);
    assertFailed(lives().get(0), "Write " + table);
    assertThat(letters()).containsExactly("Write " + table);
  }

  @Test
  void recordThatIsInvalid_leavesTheChangeUnconfirmed() throws Exception {
    long change = scale();
    restream.faults().add(FaultRule.of(Fault.BODY_NAN).once());

    follow(1, "failed");

    assertThat(restream.unconfirmedChanges()).containsExactly(change);
    assertFailed(lives().get(0), "NaN");
    assertThat(letters()).containsExactly("Replace ranges");
  }

  @Test
  void withoutConfirming_changesStayListed_andAreConfirmedByARunThatDoes() throws Exception {
    long change = scale();

    follow(1, "applied", "--restreamConfirmChanges=false");

    assertThat(restream.unconfirmedChanges()).containsExactly(change);
    assertThat(lives())
        .singleElement()
        .satisfies(
            life ->
                assertThat(life)
                    .containsEntry("status", "applied")
                    .containsEntry("confirmed_at", null));

    follow(1, "confirmed");

    assertThat(restream.unconfirmedChanges()).isEmpty();
    assertThat(lives()).singleElement().satisfies(ConfirmingTest::assertConfirmed);
  }

  @Test
  void workerLostBetweenWriteAndConfirmation_isMadeGoodByTheNextRun() throws Exception {
    long change = scale();
    restream.faults().add(FaultRule.of(Fault.SERVER_ERROR).on(Route.CONFIRM));
    PipelineResult result = path.start(options());
    await(result, () -> count("applied") == 1);
    result.cancel();
    assertThat(restream.unconfirmedChanges()).containsExactly(change);
    restream.faults().clear();

    follow(1, "confirmed");

    assertThat(restream.unconfirmedChanges()).isEmpty();
    assertThat(lives()).singleElement().satisfies(ConfirmingTest::assertConfirmed);
    assertThat(path.count("silver.measurements WHERE revision = " + change)).isEqualTo(60);
  }

  @Test
  void changesThatCannotBeFollowed_haveFailedAndTheOthersAreConfirmed() throws Exception {
    String event = "{\"id\":21,\"site\":%d,%s}".formatted(site, INTERVAL);
    restream.corrections().announce(site, event);
    restream.corrections().announce(site, "{\"id\":22,\"site\":1," + INTERVAL + "}");
    restream.corrections().announce(site, "{\"id\":23,\"site\":" + site + "}");
    restream
        .corrections()
        .announce(
            site,
            "{\"id\":24,\"site\":%d,\"start_date\":\"2030-06-02T00:00:00Z\",\"end_date\":\"2030-06-01T00:00:00Z\"}"
                .formatted(site));

    Drain drain = Drain.create();
    PipelineResult result = path.start(drain, options());
    await(result, () -> count("confirmed") == 1 && count("failed") == 3);
    drain.request();
    assertThat(result.waitUntilFinish(LIMIT)).isEqualTo(PipelineResult.State.DONE);

    assertThat(restream.unconfirmedChanges()).containsExactly(22L, 23L, 24L);
    List<Map<String, @Nullable Object>> lives = lives();
    assertThat(lives).hasSize(4);
    assertConfirmed(lives.get(0));
    assertFailed(lives.get(1), "404");
    assertFailed(lives.get(2), "start_date is missing");
    assertFailed(lives.get(3), "is before start_date");
  }

  @Test
  void changesThatComeWhileTheirRangeIsRead_areFollowedAsWell() throws Exception {
    String event = "{\"id\":21,\"site\":%d,%s}".formatted(site, INTERVAL);
    restream.corrections().announce(site, event);
    restream.faults().add(FaultRule.of(Fault.BODY_STALLED).once().amount(10));
    Drain drain = Drain.create();
    PipelineResult result = path.start(drain, options());
    await(result, () -> restream.faults().happened(Fault.BODY_STALLED) == 1);

    restream.corrections().announce(site, event);
    restream
        .corrections()
        .announce(
            site,
            "{\"id\":21,\"site\":%d,\"start_date\":\"2030-06-01T10:01:00Z\",\"end_date\":\"2030-06-01T10:01:30Z\"}"
                .formatted(site));
    long deleted = restream.corrections().delete(site, FIRST + 10, FIRST + 19);
    assertThat(restream.unconfirmedChanges()).containsExactly(21L, deleted);
    restream.faults().clear();

    String corrected = "silver.measurements WHERE site_id = " + site + " AND revision = ";
    await(
        result,
        () ->
            count("confirmed") == 2
                && path.count(corrected + 21) == 60
                && path.count(corrected + deleted) == 50);
    drain.request();
    assertThat(result.waitUntilFinish(LIMIT)).isEqualTo(PipelineResult.State.DONE);
    assertThat(restream.unconfirmedChanges()).isEmpty();
    assertThat(path.count("bronze.data_changes")).isEqualTo(3);
    assertThat(path.count("ops.dead_letters")).isZero();
  }

  /** The service ignores confirmations for some seconds, and gives no data afterwards. */
  @Test
  void changeAnnouncedAnewBeforeItsConfirmation_isConfirmedOnceThatIsAppliedToo() throws Exception {
    String event = "{\"id\":21,\"site\":%d,%s}".formatted(site, INTERVAL);
    restream.corrections().announce(site, event);
    restream.corrections().scale(restream.siteIds().get(1), "slurry_rate", 1.5, FIRST, FIRST);
    restream.faults().add(FaultRule.of(Fault.CONFIRMATION_IGNORED).times(4));
    Drain drain = Drain.create();
    PipelineResult result = path.start(drain, options());
    await(result, () -> count("applied") == 2);

    restream.faults().add(FaultRule.of(Fault.UNAVAILABLE).on(Route.DATA).amount(1));
    restream
        .corrections()
        .announce(
            site,
            "{\"id\":21,\"site\":%d,\"start_date\":\"2030-06-01T10:01:00Z\",\"end_date\":\"2030-06-01T10:01:30Z\"}"
                .formatted(site));
    await(result, () -> count("received") == 1 && count("applied") == 1);
    await(result, () -> count("confirmed") == 1);
    assertThat(restream.unconfirmedChanges()).containsExactly(21L);

    restream.faults().clear();
    await(result, () -> count("confirmed") == 2);
    drain.request();
    assertThat(result.waitUntilFinish(LIMIT)).isEqualTo(PipelineResult.State.DONE);
    assertThat(restream.unconfirmedChanges()).isEmpty();
    assertThat(lives()).allSatisfy(ConfirmingTest::assertConfirmed);
    assertThat(path.count("silver.measurements WHERE revision = 21")).isEqualTo(120);
  }

  private static void assertConfirmed(Map<String, @Nullable Object> life) {
    assertThat(life).containsEntry("status", "confirmed").containsEntry("error", null);
    assertThat((Instant) life.get("read_at")).isAfterOrEqualTo((Instant) life.get("received_at"));
    assertThat((Instant) life.get("applied_at")).isAfterOrEqualTo((Instant) life.get("read_at"));
    assertThat((Instant) life.get("confirmed_at"))
        .isAfterOrEqualTo((Instant) life.get("applied_at"));
  }

  private static void assertFailed(Map<String, @Nullable Object> life, String error) {
    assertThat(life).containsEntry("status", "failed").containsEntry("confirmed_at", null);
    assertThat((String) life.get("error")).contains(error);
  }

  /** A minute of a site. */
  private long scale() {
    return restream.corrections().scale(site, "slurry_rate", 1.5, FIRST, FIRST + 39);
  }

  private long scaleTwoHours() {
    return restream.corrections().scale(site, "slurry_rate", 1.5, FIRST - 7200, FIRST - 1);
  }

  /** Runs until so many changes have that status, and drains. */
  private void follow(long changes, String status, String... more) throws Exception {
    Drain drain = Drain.create();
    PipelineResult result = path.start(drain, options(more));
    await(result, () -> count(status) == changes);
    drain.request();
    assertThat(result.waitUntilFinish(LIMIT)).isEqualTo(PipelineResult.State.DONE);
  }

  private static void await(PipelineResult result, BooleanSupplier condition) {
    for (int look = 0; !condition.getAsBoolean(); look++) {
      assertThat(look).as("looks, 50 ms apart").isLessThan(3000);
      assertThat(result.waitUntilFinish(Duration.millis(50))).isNull();
    }
  }

  private long count(String status) {
    return path.count("silver.data_changes WHERE status = '" + status + "'");
  }

  private static String[] options(String... more) {
    return Stream.concat(
            Stream.of("--restreamStages=false", "--restreamCorrectionsTail=1s"), Stream.of(more))
        .toArray(String[]::new);
  }

  private List<Map<String, @Nullable Object>> lives() {
    return path.query("SELECT * FROM silver.data_changes ORDER BY change_id");
  }

  private List<Object> letters() {
    return path.query("SELECT DISTINCT step FROM ops.dead_letters").stream()
        .map(letter -> letter.get("step"))
        .toList();
  }
}
