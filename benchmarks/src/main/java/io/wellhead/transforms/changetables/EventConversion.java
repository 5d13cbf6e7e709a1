// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changesettings.ChangeSettings;
import io.wellhead.transforms.changesettings.ChangeTransforms;
import io.wellhead.transforms.changesettings.ColumnException;
import io.wellhead.transforms.changesettings.CurrentRow;
import io.wellhead.transforms.changesettings.Deletes;
import io.wellhead.transforms.warehouse.RowWriter;
import io.wellhead.transforms.warehouse.TableName;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From an event of one table to the bytes of its row in the table of the current state, without
 * Beam around it, for benchmarks. One thread.
 */
public final class EventConversion {
  private static final TableName NAME = new TableName("contributor_db_silver", "tasks");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final ChangeTransforms transforms;
  private @Nullable RowPlan plan;

  public EventConversion() throws IOException {
    transforms = ChangeSettings.none().open();
  }

  /** The row's bytes, as they go to BigQuery. */
  public byte[] convert(ChangeEvent event) {
    ChangeEvent received = transforms.received(event);
    if (received == null) {
      throw new IllegalStateException("an event was left out");
    }
    CurrentRow current;
    try {
      current = transforms.current(received);
    } catch (ColumnException e) {
      throw new IllegalStateException("the benchmark's event is not valid", e);
    }
    if (plan == null || !plan.isFor(current)) {
      SilverTarget target =
          new SilverTarget(NAME, Layer.CURRENT_STATE, transforms.table(received), Deletes.HARD);
      plan = new RowPlan(current, new RowWriter(SilverDefinition.of(target, current)), target);
    }
    return plan.encode(current, NOW);
  }
}
