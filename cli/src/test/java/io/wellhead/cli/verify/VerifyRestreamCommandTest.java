// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.cli.CommandRun;
import io.wellhead.cli.ExitCode;
import io.wellhead.cli.verify.Difference.What;
import io.wellhead.pipelines.RestreamToBigQueryOptions;
import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import io.wellhead.sandbox.bigquery.control.Call;
import io.wellhead.sandbox.bigquery.control.Fault;
import io.wellhead.sandbox.bigquery.control.FaultRule;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.sandbox.restream.RestreamSandboxBuilder;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was brought in is compared with what the service says afterwards. */
class VerifyRestreamCommandTest {
  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");
  private static final Instant UNTIL = START.plusSeconds(180);

  private static final AtomicInteger PREFIXES = new AtomicInteger();

  /** One for all: BigQueryIO keeps its connections to a table for as long as the process runs. */
  private static BigQuerySandbox warehouse;

  private final String prefix = "verify_" + PREFIXES.incrementAndGet() + "_";
  private RestreamSandbox restream;
  @TempDir private Path folder;

  @BeforeAll
  static void startWarehouse() {
    warehouse = BigQuerySandbox.builder().temporary().start();
  }

  @AfterAll
  static void stopWarehouse() {
    warehouse.close();
  }

  @BeforeEach
  void bringIn() throws Exception {
    restream = sandbox().start();
    Files.writeString(folder.resolve("secret"), restream.clientSecret());
    List<String> arguments = new ArrayList<>(List.of("run", "restream"));
    arguments.addAll(pipelineOptions());
    arguments.add("--restreamRooms=pad:" + restream.padId());
    arguments.add("--restreamFrom=" + START);
    arguments.add("--restreamUntil=" + UNTIL);
    arguments.add("--restreamRefresh=5s");
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static RestreamSandboxBuilder sandbox() {
    return RestreamSandbox.builder()
        .seed(3)
        .start(START)
        .until(UNTIL.plusSeconds(60))
        .pace(Pace.unthrottled());
  }

  @AfterEach
  void stop() {
    restream.close();
  }

  @Test
  void whatWasBroughtInAndNotChangedSince_hasNoDifferences() {
    CommandRun run = verify(UNTIL.minusSeconds(1));

    assertThat(run.out())
        .as(run.out())
        .contains("No differences.")
        .containsPattern("180 +180 +180 ");
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @Test
  void deletedSecondsAndOtherValues_areNamedWithPlaceAndBothValues() {
    long site = restream.siteIds().get(0);
    long start = START.getEpochSecond();
    restream.corrections().delete(site, start + 60, start + 69);
    restream.corrections().set(site, "server_measurement_latency", 77, start + 5, start + 6);

    CommandRun run = verify(UNTIL.minusSeconds(1));

    assertThat(run.exitCode()).isEqualTo(ExitCode.DIFFERENT.code());
    assertThat(run.out())
        .containsPattern(
            "surplus_second +" + site + " +2030-06-01T10:01:00Z +2030-06-01T10:01:09Z +10 +a row")
        .containsPattern(
            "value +"
                + site
                + " +server_measurement_latency +2030-06-01T10:00:05Z"
                + " +2030-06-01T10:00:06Z +2 +77.0 +[0-9.]+")
        .containsPattern("minute +" + site + " +server_measurement_latency +2030-06-01T10:00:00Z")
        .doesNotContain("missing_second", "No differences");

    List<Map<String, @Nullable Object>> stages = stages();
    CommandRun repaired = verify(UNTIL.minusSeconds(1), "--repair");

    assertThat(repaired.exitCode()).as(repaired.out() + repaired.err()).isZero();
    assertThat(repaired.err()).contains("surplus_second", "Reading again", "Comparing once more");
    assertThat(repaired.out()).contains("No differences.").doesNotContain("surplus_second");
    assertThat(stages()).as("how far stages were read").isEqualTo(stages).isNotEmpty();
    long later = restream.corrections().delete(site, start + 5, start + 5);
    assertThat(warehouse.query("SELECT MAX(revision) AS r FROM " + dataset("measurements")))
        .as("the revision loses against the next change")
        .allSatisfy(row -> assertThat((Long) row.get("r")).isPositive().isLessThan(later));
  }

  @Test
  void rowThatBigQueryRejects_isLeftAndTheNextRepairMendsIt() {
    long site = restream.siteIds().get(0);
    long start = START.getEpochSecond();
    restream.corrections().set(site, "server_measurement_latency", 77, start, start + 59);
    warehouse
        .faults()
        .inject(
            FaultRule.of(Fault.REJECT_ROW, Call.APPEND_ROWS, 1)
                .inTable(prefix + Tables.SILVER_MEASUREMENTS.qualifiedName()));

    CommandRun run = verify(UNTIL.minusSeconds(1), "--repair");

    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.DIFFERENT.code());
    assertThat(run.err()).contains("1 dead letters", "What is left", "dead_letters");
    assertThat(run.out())
        .containsPattern("value +" + site + " +server_measurement_latency .* 1 +77.0 ")
        .doesNotContain("minute ", "No differences");

    CommandRun again = verify(UNTIL.minusSeconds(1), "--repair", "--output", "json");

    assertThat(again.exitCode()).as(again.out() + again.err()).isZero();
    assertThat(again.out().strip()).isEqualTo("[]");
  }

  /** With a minute in each, in place of a day. */
  @Test
  void repairInSeveralBatches_leavesNoDifferences() throws Exception {
    long site = restream.siteIds().get(0);
    long other = restream.siteIds().get(1);
    long start = START.getEpochSecond();
    restream.corrections().delete(site, start, start + 9);
    restream.corrections().set(site, "server_measurement_latency", 77, start + 120, start + 129);
    restream.corrections().set(other, "server_measurement_latency", 78, start + 60, start + 69);
    StringWriter err = new StringWriter();

    new Repair(
            Warehouse.from(
                PipelineOptionsFactory.fromArgs(pipelineOptions().toArray(String[]::new))
                    .as(RestreamToBigQueryOptions.class)),
            pipelineOptions(),
            CommandRun.context(Map.of()),
            new PrintWriter(err, true),
            60)
        .run(
            List.of(
                difference(What.SURPLUS_SECOND, site, 0),
                difference(What.VALUE, other, 60),
                difference(What.VALUE, site, 120)));

    assertThat(err.toString().split("Read [0-9,]+ records in")).as("runs").hasSize(3 + 1);
    CommandRun run = verify(UNTIL.minusSeconds(1));
    assertThat(run.out()).contains("No differences.");
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static Difference difference(What what, long site, long second) {
    Instant from = START.plusSeconds(second);
    return new Difference(what, "", site, from, from.plusSeconds(9), 10, "", "");
  }

  private List<String> pipelineOptions() {
    return List.of(
        "--project=" + warehouse.project(),
        "--bigQueryEndpoint=" + warehouse.endpoint(),
        "--datasetPrefix=" + prefix,
        "--restreamBaseUrl=" + restream.baseUrl(),
        "--restreamClientId=" + restream.clientId(),
        "--restreamClientSecret=file:" + folder.resolve("secret"));
  }

  @Test
  void secondsThatSilverLacks_areMissing() {
    long site = restream.siteIds().get(1);

    CommandRun run = verify(UNTIL.plusSeconds(9), "--site", "" + site, "--output", "json");

    assertThat(run.exitCode()).isEqualTo(ExitCode.DIFFERENT.code());
    assertThat(run.out())
        .contains(
            "\"what\":\"MISSING_SECOND\"", "\"count\":10", "\"from\":\"2030-06-01T10:03:00Z\"");
  }

  /** The service still has the first two wells of three. */
  @Test
  void siteThatTheServiceHasNoLonger_isToldBesideTheOthersAndLeft() throws Exception {
    List<Long> sites = restream.siteIds();
    long gone = sites.get(2);
    restream.close();
    restream = sandbox().wells(2).start();
    Files.writeString(folder.resolve("secret"), restream.clientSecret());
    assertThat(restream.siteIds()).isEqualTo(sites.subList(0, 2));

    CommandRun run = verify(START.plusSeconds(59), "--repair", "--most", "1000");

    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(ExitCode.DIFFERENT.code());
    assertThat(run.out())
        .containsPattern("(?m)^" + sites.get(0) + " +\\d")
        .containsPattern("(?m)^" + sites.get(1) + " +\\d")
        .containsPattern(
            "surplus_site +" + gone + " +2030-06-01T10:00:00Z +2030-06-01T10:00:59Z +60 +no such");

    CommandRun named = verify(UNTIL.minusSeconds(1), "--site", "" + gone);
    assertThat(named.exitCode()).as(named.err()).isEqualTo(ExitCode.NOT_FOUND.code());
  }

  @Test
  void periodThatEndsBeforeItBegins_isRefused() {
    CommandRun run = verify(START.minusSeconds(1));

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).contains("--from=" + START, "--to");
  }

  private List<Map<String, @Nullable Object>> stages() {
    return warehouse.query(
        "SELECT DISTINCT stage_id, through FROM " + dataset("stage_aggregations") + " ORDER BY 1");
  }

  private String dataset(String table) {
    return prefix + "restream_silver." + table;
  }

  private CommandRun verify(Instant to, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "verify",
                "restream",
                "--project=" + warehouse.project(),
                "--bigquery-endpoint=" + warehouse.endpoint(),
                "--dataset-prefix=" + prefix,
                "--host=" + restream.baseUrl(),
                "--client-id=" + restream.clientId(),
                "--client-secret-file=" + folder.resolve("secret"),
                "--from=" + START,
                "--to=" + to));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
