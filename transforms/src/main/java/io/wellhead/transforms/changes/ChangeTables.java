// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import io.wellhead.transforms.warehouse.RowWriter;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.WriteAppend;

/** Writes of the tables of data changes. */
public final class ChangeTables {
  private ChangeTables() {}

  /** Appends to {@code restream_bronze.data_changes}: each event as received. */
  public static WriteAppend<ChangeEvent> bronze() {
    return WriteAppend.to(
        Tables.BRONZE_DATA_CHANGES, ChangeTables::writeBronze, CheckChanges::subject);
  }

  private static void writeBronze(ChangeEvent event, RowWriter row) {
    byte[] payload = event.payload();
    row.set("record_id", event.recordId())
        .set("change_id", event.changeId())
        .set("site_id", event.siteId())
        .set("start_date", event.start())
        .set("end_date", event.end())
        .set("modification_type", event.type())
        .set("modification_subtype", event.subtype())
        .set("created_at", event.createdAt())
        .set("room", event.room().toString())
        .set("received_at", event.receivedAt())
        .set("via", event.via().text())
        .setBytes("payload", payload, 0, payload.length);
  }
}
