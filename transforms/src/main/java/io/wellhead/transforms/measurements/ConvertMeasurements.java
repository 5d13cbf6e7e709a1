// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.minutes.MinuteRecords;
import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.warehouse.Tables;
import java.io.Serial;
import java.time.Clock;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * (measurement) to its silver row, its share of a minute, or a dead letter, in one pass over the
 * record's JSON.
 *
 * <p>A field with a FLOAT64 or STRING column in the schema file of {@code
 * restream_silver.measurements} goes to that column, every other one to {@code other_fields} with
 * its digits as received. {@code null} and the string {@code "Infinity"} are no value (ReStream
 * API, section 3). A wrong type in a promoted field, a NaN, a number beyond the range of a double,
 * a field that occurs twice or broken JSON make the record a dead letter: bronze has it all the
 * same. Records of un-routed pad data that name no site stay in bronze alone and are counted in
 * {@code records_without_site_count}.
 */
public final class ConvertMeasurements
    extends PTransform<PCollection<Measurement>, PCollectionTuple> {
  @Serial private static final long serialVersionUID = 1L;

  /** The step's name in dead letters. */
  static final String STEP = "Convert measurements";

  private final boolean minutes;
  private final Clock clock;

  private ConvertMeasurements(boolean minutes, Clock clock) {
    this.minutes = minutes;
    this.clock = clock;
  }

  /** Rows and minutes. */
  public static ConvertMeasurements create() {
    return new ConvertMeasurements(true, Clock.systemUTC());
  }

  /** Rows alone when {@code wanted} is false; {@link #minutes} stays empty then. */
  public ConvertMeasurements withMinutes(boolean wanted) {
    return new ConvertMeasurements(wanted, clock);
  }

  /** Uses that clock for the time of failures. */
  public ConvertMeasurements withClock(Clock newClock) {
    return new ConvertMeasurements(minutes, newClock);
  }

  @Override
  public PCollectionTuple expand(PCollection<Measurement> measurements) {
    return measurements.apply(
        "Convert",
        ParDo.of(
                new ConvertFn(
                    SilverFormat.promotedFields(Tables.SILVER_MEASUREMENTS), minutes, clock))
            .withOutputTags(
                ConvertFn.ROWS,
                TupleTagList.of(ConvertFn.MINUTES)
                    .and(ConvertFn.DELIVERED)
                    .and(ConvertFn.FAILURES)));
  }

  /** The silver rows, for {@link MeasurementTables#silver}. */
  public static PCollection<SilverMeasurement> rows(PCollectionTuple converted) {
    return converted.get(ConvertFn.ROWS);
  }

  /** (site id: minute records), one per minute and bundle. */
  public static PCollection<KV<Long, MinuteRecords>> minutes(PCollectionTuple converted) {
    return converted.get(ConvertFn.MINUTES);
  }

  /** The seconds of valid live records, one span per site and bundle. */
  public static PCollection<SiteSeconds> delivered(PCollectionTuple converted) {
    return converted.get(ConvertFn.DELIVERED);
  }

  public static PCollection<DeadLetter> failures(PCollectionTuple converted) {
    return converted.get(ConvertFn.FAILURES);
  }
}
