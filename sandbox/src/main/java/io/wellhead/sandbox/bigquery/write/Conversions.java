// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import io.wellhead.sandbox.bigquery.store.Decimals;
import io.wellhead.sandbox.bigquery.store.Field;
import io.wellhead.sandbox.bigquery.store.ValueException;
import io.wellhead.sandbox.bigquery.store.ValueText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * From protocol buffer values to stored values, by the table of the Storage Write API's
 * documentation.
 */
final class Conversions {
  /** Turns one value that is not null. */
  interface Conversion {
    Object convert(Object value) throws ValueException;
  }

  private static final long MIN_TIMESTAMP_MICROS = -62_135_596_800_000_000L;
  private static final long MAX_TIMESTAMP_MICROS = 253_402_300_799_999_999L;
  private static final long MIN_DATE = LocalDate.of(1, 1, 1).toEpochDay();
  private static final long MAX_DATE = LocalDate.of(9999, 12, 31).toEpochDay();
  private static final Conversion SAME = value -> value;

  private Conversions() {}

  /** The conversion for a column, or null when BigQuery has none for that kind of value. */
  static @Nullable Conversion find(Field field, JavaType from) {
    return switch (from) {
      case INT, LONG -> fromLong(field);
      case FLOAT, DOUBLE -> fromDouble(field);
      case BOOLEAN -> fromBoolean(field);
      case STRING -> fromString(field);
      case BYTE_STRING -> fromBytes(field);
      case ENUM -> fromEnum(field);
      case MESSAGE -> null;
    };
  }

  private static @Nullable Conversion fromLong(Field field) {
    return switch (field.type()) {
      case INTEGER -> SAME;
      case FLOAT -> v -> ((Long) v).doubleValue();
      case BOOLEAN -> v -> (Long) v != 0;
      case TIMESTAMP -> v -> timestamp((Long) v);
      case DATE -> v -> date((Long) v);
      case TIME -> v -> CivilTime.time((Long) v);
      case DATETIME -> v -> CivilTime.dateTime((Long) v);
      case NUMERIC, BIGNUMERIC -> v -> Decimals.fit(field, BigDecimal.valueOf((Long) v));
      case STRING, BYTES, GEOGRAPHY, JSON, INTERVAL, RANGE, RECORD -> null;
    };
  }

  private static @Nullable Conversion fromDouble(Field field) {
    return switch (field.type()) {
      case FLOAT -> SAME;
      case NUMERIC, BIGNUMERIC -> v -> Decimals.fit(field, finite((Double) v));
      default -> null;
    };
  }

  private static @Nullable Conversion fromBoolean(Field field) {
    return switch (field.type()) {
      case BOOLEAN -> SAME;
      default -> null;
    };
  }

  private static @Nullable Conversion fromString(Field field) {
    return switch (field.type()) {
      case STRING -> field.maxLength() == 0 ? SAME : v -> ValueText.checkLength(field, (String) v);
      case BYTES ->
          v -> ValueText.checkLength(field, ((String) v).getBytes(StandardCharsets.UTF_8));
      case INTEGER, BOOLEAN, FLOAT, RANGE, RECORD -> null;
      default -> v -> ValueText.parse(field, (String) v);
    };
  }

  private static @Nullable Conversion fromBytes(Field field) {
    return switch (field.type()) {
      case BYTES -> field.maxLength() == 0 ? SAME : v -> ValueText.checkLength(field, (byte[]) v);
      case NUMERIC, BIGNUMERIC ->
          v -> Decimals.fit(field, Decimals.decode(field.type(), (byte[]) v));
      case STRING ->
          v -> ValueText.checkLength(field, new String((byte[]) v, StandardCharsets.UTF_8));
      default -> null;
    };
  }

  private static @Nullable Conversion fromEnum(Field field) {
    return switch (field.type()) {
      case INTEGER, STRING -> SAME;
      default -> null;
    };
  }

  static OffsetDateTime timestamp(long micros) throws ValueException {
    if (micros < MIN_TIMESTAMP_MICROS || micros > MAX_TIMESTAMP_MICROS) {
      throw new ValueException(
          "Timestamp " + micros + " us is out of range; accepted: 0001-01-01 to 9999-12-31");
    }
    long seconds = Math.floorDiv(micros, 1_000_000L);
    return OffsetDateTime.ofInstant(
        Instant.ofEpochSecond(seconds, Math.floorMod(micros, 1_000_000L) * 1000), ZoneOffset.UTC);
  }

  private static LocalDate date(long days) throws ValueException {
    if (days < MIN_DATE || days > MAX_DATE) {
      throw new ValueException(
          "Date " + days + " days is out of range; accepted: 0001-01-01 to 9999-12-31");
    }
    return LocalDate.ofEpochDay(days);
  }

  private static BigDecimal finite(double value) throws ValueException {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new ValueException("Value " + value + " is not a finite number");
    }
    return BigDecimal.valueOf(value);
  }
}
