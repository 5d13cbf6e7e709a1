// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;

class TableDdlTest {
  @Test
  void statement_hasEverythingThatTheTableHas() {
    TableDefinition table =
        new TableDefinition(
                "shop_silver",
                "orders",
                "Orders, the shop's.",
                List.of(
                    new Column("id", ColumnType.INT64, false, ""),
                    new Column("made", ColumnType.DATE, false, ""),
                    new Column("tags", ColumnType.STRING, Column.Mode.REPEATED, "", List.of())),
                "made",
                List.of("id"),
                List.of("id"),
                "0-0 0 0:15:0")
            .withOptions(new TableOptions(Map.of("team", "shop"), 129_600_000L));

    assertThat(TableDdl.of(table, target()))
        .isEqualTo(
            """
            CREATE TABLE `p.shop_silver.orders` (
              `id` INT64,
              `made` DATE,
              `tags` ARRAY<STRING>,
              PRIMARY KEY (`id`) NOT ENFORCED
            )
            PARTITION BY `made`
            CLUSTER BY `id`
            OPTIONS (max_staleness = CAST('0-0 0 0:15:0' AS INTERVAL), \
            partition_expiration_days = 1.5, labels = [('team', 'shop')], \
            description = 'Orders, the shop\\'s.')\
            """);
  }

  private static WarehouseTarget target() {
    return WarehouseTarget.from(PipelineOptionsFactory.fromArgs("--project=p").create());
  }
}
