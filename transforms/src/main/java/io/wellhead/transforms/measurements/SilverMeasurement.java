// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.warehouse.ChangeSequence;
import io.wellhead.transforms.warehouse.RowChange;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A measurement with its fields sorted into the columns of {@code restream_silver.measurements}.
 * The arrays are shared, nobody may change them.
 *
 * @param measurement what it was made of
 * @param content checksum of the payload
 * @param numbers values of the FLOAT64 columns in the table's order; NaN for none
 * @param texts values of the STRING columns in the table's order; null for none
 * @param otherFields JSON object of the fields without a column; null without any
 */
public record SilverMeasurement(
    Measurement measurement,
    long content,
    @SuppressWarnings(
            "ArrayRecordComponent") // compared by content below; a copy per record is dear
        double[] numbers,
    @SuppressWarnings("ArrayRecordComponent") // as above
        @Nullable String[] texts,
    @Nullable String otherFields) {

  public SilverMeasurement {
    requireNonNull(measurement, "measurement");
    requireNonNull(numbers, "numbers");
    requireNonNull(texts, "texts");
  }

  /** Checksum of a payload: with revision and receipt it names the version of a second. */
  static long checksum(byte[] payload) {
    CRC32C crc = new CRC32C();
    crc.update(payload);
    return crc.getValue();
  }

  /** 0 as first seen, else the data change that caused the reading. */
  static long revision(Measurement measurement) {
    Long changeId = measurement.changeId();
    return changeId == null ? 0 : changeId;
  }

  static long receivedAtMicros(Measurement measurement) {
    Instant at = measurement.receivedAt();
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
  }

  /** A correction goes before anything live, then the newest receipt decides, then the content. */
  RowChange change() {
    return RowChange.upsert(
        ChangeSequence.of(revision(measurement), receivedAtMicros(measurement), content));
  }

  static DeadLetter.Subject subject(Measurement measurement) {
    return new DeadLetter.Subject(
        measurement.payload(),
        measurement.room().toString(),
        Instant.ofEpochSecond(measurement.eventTime()));
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof SilverMeasurement other
        && measurement.equals(other.measurement)
        && content == other.content
        && Arrays.equals(numbers, other.numbers)
        && Arrays.equals(texts, other.texts)
        && Objects.equals(otherFields, other.otherFields);
  }

  @Override
  public int hashCode() {
    return Objects.hash(measurement, content);
  }

  @Override
  public String toString() {
    return "SilverMeasurement[" + measurement + ']';
  }
}
