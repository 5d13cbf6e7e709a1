// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.warehouse.RowWriter;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.WriteAppend;
import io.wellhead.transforms.warehouse.WriteReport;
import io.wellhead.transforms.warehouse.WriteUpserts;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.values.PCollection;

/** Writes of the two tables of measurements. */
public final class MeasurementTables {
  private static final String SITE_ID = "site_id";

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

  /** As {@link #bronze}, of records of corrections, and reports what was rejected. */
  public static PTransform<
          PCollection<Measurement>, WithFailures.Result<PCollection<WriteReport>, DeadLetter>>
      bronzeCorrections(String unitSystem) {
    return bronze(unitSystem)
        .rejectionsReportedBy(
            SITE_ID, Measurement::siteId, "change_id", MeasurementTables::revision);
  }

  /** As {@link #silver}, of rows of corrections, and reports what was written and rejected. */
  public static PTransform<
          PCollection<SilverMeasurement>, WithFailures.Result<PCollection<WriteReport>, DeadLetter>>
      silverCorrections(String unitSystem) {
    return silver(unitSystem).reportedBy(SITE_ID, row -> row.measurement().siteId());
  }

  private static long revision(Measurement measurement) {
    return requireNonNull(measurement.changeId(), "changeId");
  }

  static void writeBronze(Measurement measurement, RowWriter row, String unitSystem) {
    byte[] payload = measurement.payload();
    row.set("record_id", measurement.recordId())
        .set("room", measurement.room().toString())
        .set(SITE_ID, measurement.siteId())
        .setEpochSecond("event_time", measurement.eventTime())
        .set("received_at", measurement.receivedAt())
        .set("origin", measurement.origin().text())
        .set("change_id", measurement.changeId())
        .set("unit_system", unitSystem)
        .setBytes("payload", payload, 0, payload.length);
  }
}
