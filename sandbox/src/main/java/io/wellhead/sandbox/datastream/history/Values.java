// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.history;

import static java.util.Objects.requireNonNull;

import io.wellhead.sandbox.datastream.CalendarInterval;
import io.wellhead.sandbox.datastream.ColumnType;
import io.wellhead.sandbox.datastream.Geometry;
import io.wellhead.sandbox.datastream.ZonedTime;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Random values of the unified types: some null, some at the limits, the others plain. */
final class Values {
  private static final int DAY = 86_400;
  private static final long MICRO = 1000;
  private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private final RandomGenerator random;
  private final Extremes extremes;

  /**
   * @param extremes how far the values reach
   */
  Values(RandomGenerator random, Extremes extremes) {
    this.random = random;
    this.extremes = extremes;
  }

  /** A value of a column; null with a chance of one in eight. */
  @Nullable Object next(ColumnType type) {
    if (random.nextInt(8) == 0) {
      return null;
    }
    return extremes != Extremes.NONE && random.nextInt(5) == 0 ? limit(type) : plain(type);
  }

  private @Nullable Object plain(ColumnType type) {
    return switch (type.kind()) {
      case BOOLEAN -> random.nextBoolean();
      case INTEGER -> random.nextInt(-1000, 1000);
      case LONG -> random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L);
      case FLOAT -> random.nextInt(-10_000, 10_000) / 100f;
      case DOUBLE -> random.nextInt(-1_000_000, 1_000_000) / 1000d;
      case DECIMAL -> decimal(type);
      case NUMBER -> Integer.toString(random.nextInt(100_000));
      case STRING, VARCHAR -> text();
      case BYTES -> bytes(random.nextInt(1, 9));
      case JSON -> json();
      case DATE -> LocalDate.of(2024, 2, 27).plusDays(random.nextInt(600));
      case TIME -> micros(random.nextLong(DAY * 1_000_000L));
      case TIME_INTERVAL -> micros(random.nextLong(-3_020_399_000_000L, 3_020_399_000_001L));
      case TIME_WITH_TIME_ZONE ->
          new ZonedTime(micros(random.nextLong(DAY * 1_000_000L)), offset());
      case TIMESTAMP -> instant();
      case TIMESTAMP_WITH_TIME_ZONE -> instant().atOffset(offset());
      case DATETIME -> LocalDateTime.ofInstant(instant(), ZoneOffset.UTC);
      case INTERVAL ->
          new CalendarInterval(
              random.nextInt(-30, 30),
              random.nextInt(-100, 100),
              random.nextLong(-5_000_000_000L, 5_000_000_000L));
      case GEOMETRY -> point();
      case ARRAY -> array(requireNonNull(type.element(), "element"));
      case UNSUPPORTED -> null;
    };
  }

  /** A value at a limit of its type. */
  private @Nullable Object limit(ColumnType type) {
    return switch (type.kind()) {
      case INTEGER -> pick(Integer.MIN_VALUE, Integer.MAX_VALUE, 0, -1);
      case LONG -> pick(Long.MIN_VALUE, Long.MAX_VALUE, 0L, (1L << 53) + 1);
      case FLOAT -> pick(Float.MAX_VALUE, Float.MIN_VALUE, -0.1f, 16_777_216f);
      case DOUBLE -> pick(Double.MAX_VALUE, Double.MIN_VALUE, 0.1 + 0.2, -1e-300);
      case DECIMAL -> largest(type);
      case NUMBER -> number();
      case STRING -> pick("", " ", "null", "\u00e9\u4e2d\ud83d\ude80\u0001\\\"'\n", "9f86d0");
      case VARCHAR -> pick("", " trailing ", "\u00df");
      case BYTES -> bytes(random.nextInt(2) * 256);
      case JSON -> pick("[]", "\"text\"", "{\"a\":{\"b\":[1.5,true,null]}}", "-0.5");
      case DATE -> date();
      case TIME -> time();
      case TIMESTAMP -> pick(FIRST, LAST, Instant.EPOCH.minusNanos(MICRO), beyond());
      case TIMESTAMP_WITH_TIME_ZONE ->
          pick(
              OffsetDateTime.parse("2025-03-30T02:30:00.000001+05:45"),
              OffsetDateTime.parse("1969-12-31T23:59:59.999999-09:30"),
              beyond().atOffset(ZoneOffset.UTC));
      case TIME_WITH_TIME_ZONE ->
          pick(
              new ZonedTime(Duration.ZERO, ZoneOffset.ofHoursMinutes(-15, -59)),
              new ZonedTime(time(), ZoneOffset.ofHoursMinutesSeconds(15, 59, 59)));
      case TIME_INTERVAL ->
          pick(Duration.parse("-PT838H59M59S"), Duration.ZERO, Duration.parse("-PT0.000001S"));
      case DATETIME ->
          pick(
              LocalDateTime.of(FIRST_DAY, LocalTime.MIDNIGHT),
              LocalDateTime.ofInstant(LAST, ZoneOffset.UTC));
      case INTERVAL ->
          pick(
              new CalendarInterval(0, 0, 0),
              new CalendarInterval(-14, 51, -1),
              new CalendarInterval(Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE));
      case ARRAY -> pick(List.of(), extremeArray(requireNonNull(type.element(), "element")));
      case BOOLEAN, GEOMETRY, UNSUPPORTED -> plain(type);
    };
  }

  private boolean beyondBigQuery() {
    return extremes == Extremes.ALL && random.nextBoolean();
  }

  private BigDecimal decimal(ColumnType type) {
    int digits = Math.min(9, type.precision());
    return BigDecimal.valueOf(
        random.nextInt((int) Math.pow(10, digits)), Math.min(type.scale(), digits));
  }

  private BigDecimal largest(ColumnType type) {
    int whole = type.precision() - type.scale();
    String digits = "9".repeat(whole) + "." + "9".repeat(type.scale());
    return new BigDecimal((random.nextBoolean() ? "-" : "") + (whole == 0 ? "0" : "") + digits);
  }

  private String number() {
    if (beyondBigQuery()) {
      return pick("NaN", "Infinity", "-Infinity", "1E+400", "9".repeat(60), "0." + "1".repeat(60));
    }
    BigInteger unsigned = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    return pick(
        unsigned.toString(), "-0.000000001", "1" + "0".repeat(28), "3.1415926535897932384626");
  }

  private LocalDate date() {
    return beyondBigQuery()
        ? pick(LocalDate.of(-44, 3, 15), LocalDate.of(5_000_000, 1, 1))
        : pick(FIRST_DAY, LAST_DAY, LocalDate.EPOCH.minusDays(1));
  }

  private Duration time() {
    return beyondBigQuery()
        ? Duration.ofDays(1)
        : pick(Duration.ZERO, micros(DAY * 1_000_000L - 1));
  }

  /** PostgreSQL's infinities as they are told; a plain limit if such values are not wanted. */
  private Instant beyond() {
    if (!beyondBigQuery()) {
      return LAST;
    }
    return pick(
        Instant.ofEpochSecond(9_223_372_036_825L, 200_000_000),
        Instant.ofEpochSecond(-9_223_372_036_833L, 600_000_000));
  }

  private List<@Nullable Object> array(ColumnType element) {
    List<@Nullable Object> items = new ArrayList<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      items.add(plain(element));
    }
    return items;
  }

  private List<@Nullable Object> extremeArray(ColumnType element) {
    List<@Nullable Object> items = array(element);
    if (beyondBigQuery()) {
      items.set(0, null);
    } else if (beyondBigQuery()) {
      return List.of(array(element), array(element));
    }
    return items;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(1, 12); i > 0; i--) {
      text.append((char) random.nextInt('a', 'z' + 1));
    }
    return text.toString();
  }

  private String json() {
    return "{\"n\":" + random.nextInt(100) + ",\"t\":\"" + text() + "\"}";
  }

  private ByteBuffer bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private Instant instant() {
    return Instant.ofEpochSecond(
        random.nextLong(1_600_000_000L, 1_800_000_000L), random.nextInt(1_000_000) * MICRO);
  }

  private ZoneOffset offset() {
    return ZoneOffset.ofTotalSeconds(random.nextInt(-30, 31) * 1800);
  }

  private Geometry point() {
    ByteBuffer wkb = ByteBuffer.allocate(21).order(ByteOrder.LITTLE_ENDIAN);
    wkb.put((byte) 1)
        .putInt(1)
        .putDouble(random.nextInt(-180, 180))
        .putDouble(random.nextInt(-90, 90));
    return new Geometry(wkb.flip(), 4326, "POINT");
  }

  private static Duration micros(long micros) {
    return Duration.ofSeconds(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * MICRO);
  }

  @SafeVarargs
  private <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }
}
