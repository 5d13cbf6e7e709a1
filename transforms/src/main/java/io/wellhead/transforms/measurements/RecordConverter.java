// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import io.wellhead.transforms.minutes.SecondRecord;
import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.warehouse.Tables;

/**
 * One pass over a measurement's JSON, for its silver row and for its share of a minute. One thread.
 */
public final class RecordConverter {
  private final RecordParser parser;
  private RecordFields fields;

  /** Sorts fields into the columns of {@code restream_silver.measurements}. */
  public RecordConverter() {
    this(SilverFormat.promotedFields(Tables.SILVER_MEASUREMENTS));
  }

  RecordConverter(PromotedFields promoted) {
    parser = new RecordParser(promoted);
    fields = new RecordFields(promoted);
  }

  /**
   * The measurement's silver row.
   *
   * @throws InvalidRecordException if it has none, and why
   */
  public SilverMeasurement convert(Measurement measurement) throws InvalidRecordException {
    fields = parser.parse(measurement.payload());
    return new SilverMeasurement(
        measurement,
        SilverMeasurement.checksum(measurement.payload()),
        fields.numbers(),
        fields.texts(),
        fields.otherFields());
  }

  /**
   * The numbers of the row's second.
   *
   * @param last the row that was converted last
   */
  public SecondRecord second(SilverMeasurement last) {
    return new SecondRecord(
        SilverMeasurement.revision(last.measurement()),
        SilverMeasurement.receivedAtMicros(last.measurement()),
        last.content(),
        fields.numericNames(),
        fields.numericValues());
  }
}
