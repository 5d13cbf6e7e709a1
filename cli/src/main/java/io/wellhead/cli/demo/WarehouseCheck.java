// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.demo;

import io.wellhead.cli.verify.SiteFigures;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Compares every table with what the ReStream sandbox served. */
final class WarehouseCheck {
  private static final String CHANGES = "restream_bronze.data_changes";
  private static final String DEAD_LETTERS = "wellhead_ops.dead_letters";

  private WarehouseCheck() {}

  /**
   * Compares.
   *
   * @param firstServed how many records were served before anything was corrected
   * @param made how many changes the vendor made
   * @param figures the comparison of silver with what is served now
   * @param until what ended by then is compared
   */
  static List<TableCheck> run(
      BigQuerySandbox warehouse,
      RestreamClient client,
      Room pad,
      long firstServed,
      long made,
      List<SiteFigures> figures,
      Instant until) {
    List<TableCheck> checks = new ArrayList<>();
    checks.addAll(new MeasurementCheck(warehouse, firstServed, figures).run());
    checks.addAll(new InstanceCheck(warehouse, client, pad, until).run());
    checks.add(
        new TableCheck(
            CHANGES,
            "different changes received",
            TableCheck.number(warehouse, "SELECT COUNT(DISTINCT change_id) AS n FROM " + CHANGES),
            made));
    checks.addAll(
        new CorrectionCheck(warehouse).run(made, client.dataChanges(pad).execute().size()));
    checks.add(new TableCheck(DEAD_LETTERS, "rows", TableCheck.rows(warehouse, DEAD_LETTERS), 0));
    return checks;
  }
}
