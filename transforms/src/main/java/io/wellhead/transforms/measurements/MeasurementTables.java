// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.warehouse.RowWriter;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.WriteAppend;
import io.wellhead.transforms.warehouse.WriteUpserts;

/** Writes of the two tables of measurements. */
public final class MeasurementTables {
  private MeasurementTables() {}

  /**
   * Appends to {@code restream_bronze.measurements}: each record as received.
   *
   * @param unitSystem {@code imperial} or {@code si}, as the service was asked
   */
  public static WriteAppend<Measurement> bronze(String unitSystem) {
    return WriteAppend.to(
        Tables.BRONZE_MEASUREMENTS,
        (measurement, row) -> writeBronze(measurement, row, unitSystem),
        SilverMeasurement::subject);
  }

  /**
   * Upserts to {@code restream_silver.measurements}: of a site's second the row of the highest
   * revision stays, and of one revision the one received last.
   *
   * @param unitSystem {@code imperial} or {@code si}, as the service was asked
   */
  public static WriteUpserts<SilverMeasurement> silver(String unitSystem) {
    return WriteUpserts.to(
        Tables.SILVER_MEASUREMENTS,
        new SilverFormat(unitSystem),
        SilverMeasurement::change,
        row -> SilverMeasurement.subject(row.measurement()));
  }

  static void writeBronze(Measurement measurement, RowWriter row, String unitSystem) {
    byte[] payload = measurement.payload();
    row.set("record_id", measurement.recordId())
        .set("room", measurement.room().toString())
        .set("site_id", measurement.siteId())
        .setEpochSecond("event_time", measurement.eventTime())
        .set("received_at", measurement.receivedAt())
        .set("origin", measurement.origin().text())
        .set("change_id", measurement.changeId())
        .set("unit_system", unitSystem)
        .setBytes("payload", payload, 0, payload.length);
  }
}
