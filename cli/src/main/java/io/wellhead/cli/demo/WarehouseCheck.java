// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.demo;

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

  static List<TableCheck> run(
      BigQuerySandbox warehouse,
      RestreamClient client,
      SimulatedTruth truth,
      Room pad,
      Instant until) {
    List<TableCheck> checks = new ArrayList<>();
    checks.addAll(new MeasurementCheck(warehouse, truth).run());
    checks.addAll(new InstanceCheck(warehouse, client, pad, until).run());
    checks.add(
        new TableCheck(
            CHANGES,
            "unconfirmed changes as listed",
            TableCheck.rows(warehouse, CHANGES),
            client.dataChanges(pad).execute().size()));
    checks.add(new TableCheck(DEAD_LETTERS, "rows", TableCheck.rows(warehouse, DEAD_LETTERS), 0));
    return checks;
  }
}
