// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.postgres;

import static java.util.Objects.requireNonNull;

import io.wellhead.sandbox.datastream.CalendarInterval;
import io.wellhead.sandbox.datastream.ColumnType;
import io.wellhead.sandbox.datastream.ZonedTime;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads values from the text that PostgreSQL prints with {@code DateStyle} ISO, {@code
 * IntervalStyle} iso_8601 and time zone UTC.
 */
final class PostgresText {
  /** How the infinities of dates and times are told: as numbers far outside of the calendar. */
  static final long INFINITY_MICROS = 9_223_372_036_825_200_000L;

  static final long MINUS_INFINITY_MICROS = -9_223_372_036_832_400_000L;
  private static final long DAY_MICROS = 86_400_000_000L;
  private static final long SECOND_MICROS = 1_000_000;
  private static final String BEFORE_CHRIST = " BC";
  private static final Pattern INTERVAL =
      Pattern.compile(
          "P(?:(-?\\d+)Y)?(?:(-?\\d+)M)?(?:(-?\\d+)D)?"
              + "(?:T(?:(-?\\d+)H)?(?:(-?\\d+)M)?(?:(-?[\\d.]+)S)?)?");

  private PostgresText() {}

  /**
   * The value of a text.
   *
   * @throws IllegalArgumentException if it is none of the type
   */
  static @Nullable Object value(String text, ColumnType type) {
    return switch (type.kind()) {
      case BOOLEAN -> text.startsWith("t");
      case INTEGER -> Integer.valueOf(text);
      case LONG -> Long.valueOf(text);
      case FLOAT -> Float.valueOf(text);
      case DOUBLE -> Double.valueOf(text);
      case NUMBER, STRING, JSON -> text;
      case BYTES -> ByteBuffer.wrap(HexFormat.of().parseHex(text, 2, text.length()));
      case DATE -> date(text);
      case TIME -> time(text);
      case TIME_WITH_TIME_ZONE -> zonedTime(text);
      case TIMESTAMP -> instant(text);
      case TIMESTAMP_WITH_TIME_ZONE ->
          instant(text.replaceFirst("\\+00", "")).atOffset(ZoneOffset.UTC);
      case INTERVAL -> interval(text);
      case ARRAY -> new ArrayText(text, requireNonNull(type.element(), "element")).read();
      case UNSUPPORTED -> null;
      default -> throw new IllegalArgumentException("PostgreSQL has no " + type.kind());
    };
  }

  static LocalDate date(String text) {
    return switch (text) {
      case "infinity" -> LocalDate.ofEpochDay(INFINITY_MICROS / DAY_MICROS);
      case "-infinity" -> LocalDate.ofEpochDay(MINUS_INFINITY_MICROS / DAY_MICROS);
      default -> calendarDate(text);
    };
  }

  private static LocalDate calendarDate(String text) {
    boolean before = text.endsWith(BEFORE_CHRIST);
    String[] parts = text.replace(BEFORE_CHRIST, "").split("-", -1);
    int year = Integer.parseInt(parts[0]);
    return LocalDate.of(
        before ? 1 - year : year, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  static Instant instant(String text) {
    return switch (text) {
      case "infinity" -> ofMicros(INFINITY_MICROS);
      case "-infinity" -> ofMicros(MINUS_INFINITY_MICROS);
      default -> {
        int space = text.indexOf(' ');
        boolean before = text.endsWith(BEFORE_CHRIST);
        String date = text.substring(0, space) + (before ? BEFORE_CHRIST : "");
        String time = text.substring(space + 1).replace(BEFORE_CHRIST, "");
        yield LocalDateTime.of(calendarDate(date), LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
      }
    };
  }

  static Instant ofMicros(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, SECOND_MICROS), Math.floorMod(micros, SECOND_MICROS) * 1000);
  }

  /** The end of the day is a time of its own. */
  static Duration time(String text) {
    return text.startsWith("24:")
        ? Duration.ofDays(1)
        : Duration.ofNanos(LocalTime.parse(text).toNanoOfDay());
  }

  /** In UTC: the log's reader tells no other offset. */
  private static ZonedTime zonedTime(String text) {
    int sign = Math.max(text.indexOf('+'), text.indexOf('-'));
    ZoneOffset offset = ZoneOffset.of(text.substring(sign));
    Duration local = time(text.substring(0, sign));
    long seconds = local.getSeconds() - offset.getTotalSeconds();
    long day = Duration.ofDays(1).toSeconds();
    return new ZonedTime(
        Duration.ofSeconds(Math.floorMod(seconds, day), local.getNano()), ZoneOffset.UTC);
  }

  /** Years count as months, days as hours and minutes as seconds. */
  static CalendarInterval interval(String text) {
    Matcher parts = INTERVAL.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no interval: " + text);
    }
    long months = 12 * whole(parts.group(1)) + whole(parts.group(2));
    long hours = 24 * whole(parts.group(3)) + whole(parts.group(4));
    String seconds = parts.group(6);
    long micros = seconds == null ? 0 : new BigDecimal(seconds).movePointRight(6).longValueExact();
    return new CalendarInterval(
        Math.toIntExact(months),
        Math.toIntExact(hours),
        60 * SECOND_MICROS * whole(parts.group(5)) + micros);
  }

  private static long whole(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
