// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.cli.CommandRun;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.transforms.warehouse.TableMaker;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.WarehouseOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Stages that the period or the data cut: 60 bbl/min make 3,600 bbl an hour. */
class CutStageTest {
  @RegisterExtension final BigQuerySandboxExtension bigQuery = new BigQuerySandboxExtension();
  @TempDir Path folder;
  private String said = "";

  @BeforeEach
  void makeTables() throws Exception {
    WarehouseOptions options = PipelineOptionsFactory.as(WarehouseOptions.class);
    options.setProject("demo");
    options.setBigQueryEndpoint(bigQuery.sandbox().endpoint());
    TableMaker.from(options)
        .make(
            List.of(
                Tables.SILVER_MEASUREMENTS,
                Tables.SILVER_STAGES,
                Tables.SILVER_SITES,
                Tables.SILVER_PADS));
    insert(
        "sites (id, name, updated_at, change_sequence)"
            + " values (9101, 'Juniper 1H', now(), '0')");
  }

  @Test
  void periodInsideOfAStage_showsTheFiguresOfTheWholeStage() throws Exception {
    stage("2025-06-02 05:00:00", "'2025-06-02 08:00:00Z'");
    pumping("2025-06-02 05:00:00", "2025-06-02 08:00:00");

    String row = report("--from", "2025-06-02T06:00:00Z", "--to", "2025-06-02T07:00:00Z");

    assertThat(row).contains("<td>10,800</td>", "<td>3:00:00</td>").doesNotContain("data from");
  }

  @Test
  void plot_keepsToThePeriod() throws Exception {
    stage("2025-06-02 05:00:00", "'2025-06-02 08:00:00Z'");
    pumping("2025-06-02 05:00:00", "2025-06-02 08:00:00");

    report("--from", "2025-06-02T06:00:00Z", "--to", "2025-06-02T07:00:00Z");

    assertThat(page()).contains("\"from\":1748844000,\"to\":1748847591,", "\"t\":[1748844000,");
  }

  @Test
  void dataThatBeginLateAndEndEarly_areSaidInTheRowAndByTheCommand() throws Exception {
    stage("2025-06-02 05:00:00", "'2025-06-02 08:00:00Z'");
    pumping("2025-06-02 06:12:00", "2025-06-02 07:40:00");

    String row = report();

    assertThat(row).contains("<td>5,300</td>", "data from 06:12:00 to 07:39:50");
    assertThat(page()).contains("Data are missing in 1 of the frac stages (9)");
    assertThat(said).contains("1 frac stage, data missing in 1 (marked in the table)");
  }

  @Test
  void outageInTheMiddle_isSaidInTheRow() throws Exception {
    stage("2025-06-02 05:00:00", "'2025-06-02 08:00:00Z'");
    pumping("2025-06-02 05:00:00", "2025-06-02 06:00:00");
    pumping("2025-06-02 06:30:00", "2025-06-02 08:00:00");

    assertThat(report()).contains("0:30:10 without data").doesNotContain("data from");
  }

  @Test
  void runningStage_countsToTheNewestRecordAlsoBehindThePeriod() throws Exception {
    stage("2025-06-02 05:00:00", "null");
    pumping("2025-06-02 05:00:00", "2025-06-02 08:00:00");

    String row = report("--from", "2025-06-02T06:00:00Z", "--to", "2025-06-02T07:00:00Z");

    assertThat(row).contains("<td class=\"running\">running</td>", "<td>2:59:51</td>");
    assertThat(row).doesNotContain("data from", "without data");
    assertThat(said).contains("1 frac stage, 1 running,");
  }

  private void stage(String start, String end) {
    insert(
        "stages (stage_id, site_id, stage_number, state, start, `end`, updated_at, change_sequence)"
            + " values ('a', 9101, 9, 'frac_frac', '"
            + start
            + "Z', "
            + end
            + ", now(), '0')");
  }

  private void pumping(String from, String to) {
    insert(
        "measurements (site_id, event_time, surface_treating_pressure, slurry_rate, updated_at, change_sequence)"
            + " select 9101, t, 8000, 60, now(), '0' from range(timestamptz '"
            + from
            + "Z', timestamptz '"
            + to
            + "Z', interval 10 second) as seconds(t)");
  }

  private void insert(String what) {
    bigQuery.sandbox().query("insert into restream_silver." + what);
  }

  /** The row of the frac stage. */
  private String report(String... period) throws Exception {
    CommandRun run =
        CommandRun.of(
            Stream.concat(
                    Stream.of(
                        "report",
                        "--project=demo",
                        "--bigquery-endpoint=" + bigQuery.sandbox().endpoint(),
                        "--output=" + file()),
                    Stream.of(period))
                .toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    said = run.out();
    Matcher row = Pattern.compile("(?s)<tr class=\"operation-frac.*?</tr>").matcher(page());
    assertThat(row.find()).isTrue();
    return row.group();
  }

  private String page() throws Exception {
    return Files.readString(file());
  }

  private Path file() {
    return folder.resolve("report.html");
  }
}
