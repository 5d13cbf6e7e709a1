// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import io.wellhead.restream.model.Room;
import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.restream.Origin;
import io.wellhead.transforms.warehouse.RowEncoding;
import io.wellhead.transforms.warehouse.Tables;
import java.time.Instant;

/** A record's bytes to the bytes of its silver row, without Beam around it. One thread. */
public final class RowConversion {
  private static final Instant RECEIVED = Instant.parse("2026-01-01T00:00:00Z");

  private final RecordParser parser =
      new RecordParser(SilverFormat.promotedFields(Tables.SILVER_MEASUREMENTS));
  private final RowEncoding<SilverMeasurement> encoding =
      new RowEncoding<>(Tables.SILVER_MEASUREMENTS, new SilverFormat("imperial"));
  private final Room room = Room.pad(412);

  /** Parses, converts and encodes one record. */
  public byte[] convert(byte[] json, long siteId, long eventTime) {
    Measurement measurement =
        new Measurement("record", room, siteId, eventTime, RECEIVED, Origin.LIVE, null, json);
    RecordFields fields;
    try {
      fields = parser.parse(json);
    } catch (InvalidRecordException e) {
      throw new IllegalStateException("the benchmark's record is not valid", e);
    }
    SilverMeasurement silver =
        new SilverMeasurement(
            measurement,
            SilverMeasurement.checksum(json),
            fields.numbers(),
            fields.texts(),
            fields.otherFields());
    return encoding.encode(silver, silver.change(), RECEIVED);
  }
}
