// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.instances;

import io.wellhead.transforms.restream.InstanceUpdate;
import io.wellhead.transforms.restream.StoredStages;
import io.wellhead.transforms.warehouse.RowFormat;
import io.wellhead.transforms.warehouse.RowWriter;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import io.wellhead.transforms.warehouse.WriteAppend;
import io.wellhead.transforms.warehouse.WriteUpserts;

/** Writes of the tables that instance updates fill. */
public final class InstanceTables {
  private InstanceTables() {}

  /** Appends to {@code restream_bronze.instance_updates}: each update as received. */
  public static WriteAppend<InstanceUpdate> bronze() {
    return WriteAppend.to(
        Tables.BRONZE_INSTANCE_UPDATES, InstanceTables::writeBronze, InstanceRow::subject);
  }

  /** Upserts to {@code restream_silver.pads}. */
  public static WriteUpserts<InstanceRow> pads() {
    return upserts(Tables.SILVER_PADS, InstanceColumns::pad);
  }

  /** Upserts to {@code restream_silver.sites}. */
  public static WriteUpserts<InstanceRow> sites() {
    return upserts(Tables.SILVER_SITES, InstanceColumns::site);
  }

  /** Upserts to {@code restream_silver.fields}. */
  public static WriteUpserts<InstanceRow> fields() {
    return upserts(Tables.SILVER_FIELDS, InstanceColumns::field);
  }

  /** Upserts to and deletes from {@code restream_silver.stages}. */
  public static WriteUpserts<InstanceRow> stages() {
    return upserts(Tables.SILVER_STAGES, InstanceColumns::stage);
  }

  /** The stages that the pipeline's warehouse has rows of, figures included. */
  public static StoredStages.Factory storedStages() {
    return options -> new WarehouseStages(Warehouse.from(options));
  }

  private static WriteUpserts<InstanceRow> upserts(
      TableDefinition table, RowFormat<InstanceRow> format) {
    return WriteUpserts.to(table, format, InstanceRow::change, InstanceRow::subject);
  }

  private static void writeBronze(InstanceUpdate update, RowWriter row) {
    byte[] payload = update.payload();
    row.set("record_id", update.recordId())
        .set("kind", update.kind().text())
        .set("instance_id", update.instanceId())
        .set("room", update.room().toString())
        .set("received_at", update.receivedAt())
        .set("origin", update.origin().text())
        .setBytes("payload", payload, 0, payload.length);
  }
}
