// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.cli.CommandRun;
import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.TableMaker;
import io.wellhead.transforms.warehouse.WarehouseOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** A sandbox's warehouse with some tables, and the page that the command makes of it. */
final class ReportWarehouse {
  private final BigQuerySandbox sandbox;
  private final Path file;

  ReportWarehouse(BigQuerySandbox sandbox, Path folder, List<TableDefinition> tables)
      throws Exception {
    this.sandbox = sandbox;
    this.file = folder.resolve("report.html");
    WarehouseOptions options = PipelineOptionsFactory.as(WarehouseOptions.class);
    options.setProject("demo");
    options.setBigQueryEndpoint(sandbox.endpoint());
    TableMaker.from(options).make(tables);
    insert(
        "restream_silver.sites (id, name, updated_at, change_sequence)"
            + " values (9101, 'Juniper 1H', now(), '0')");
  }

  /** A record each 10 s, of 8000 psi and 60 bbl/min. */
  void pumping(String from, String to) {
    insert(
        "restream_silver.measurements"
            + " (site_id, event_time, surface_treating_pressure, slurry_rate, unit_system, updated_at, change_sequence)"
            + " select 9101, t, 8000, 60, 'imperial', now(), '0' from range(timestamptz '"
            + from
            + "Z', timestamptz '"
            + to
            + "Z', interval 10 second) as seconds(t)");
  }

  void fracStage(String id, String start, String end) {
    insert(
        "restream_silver.stages"
            + " (stage_id, site_id, stage_number, state, start, `end`, updated_at, change_sequence)"
            + " values ('%s', 9101, 9, 'frac_frac', '%sZ', '%sZ', now(), '0')"
                .formatted(id, start, end));
  }

  void insert(String what) {
    sandbox.query("insert into " + what);
  }

  /** The page that {@code wellhead report} makes. */
  String page() throws Exception {
    CommandRun run =
        CommandRun.of(
            "report",
            "--project=demo",
            "--bigquery-endpoint=" + sandbox.endpoint(),
            "--output=" + file);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return Files.readString(file);
  }

  /** The page as far as it is read without script. */
  String pageWithoutScripts() throws Exception {
    return page().replaceAll("(?s)<script.*?</script>", "");
  }
}
