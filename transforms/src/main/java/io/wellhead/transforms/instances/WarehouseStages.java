// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.instances;

import io.wellhead.transforms.restream.StoredStages;
import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The stages that silver has, or has figures of. One thread. */
final class WarehouseStages implements StoredStages {
  private final Warehouse warehouse;

  WarehouseStages(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @Override
  public Collection<String> idsOf(long siteId) throws IOException {
    String sql =
        "SELECT stage_id FROM %s WHERE site_id = ? UNION ALL SELECT DISTINCT stage_id FROM %s WHERE site_id = ?"
            .formatted(
                warehouse.table(Tables.SILVER_STAGES),
                warehouse.table(Tables.SILVER_STAGE_AGGREGATIONS));
    Set<String> ids = new TreeSet<>();
    for (QueryRow row : warehouse.query(sql, siteId, siteId).all()) {
      ids.add(Objects.requireNonNull(row.text("stage_id")));
    }
    return ids;
  }
}
