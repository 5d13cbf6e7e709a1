// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text forms that BigQuery accepts for its types. */
public final class ValueText {
  private static final JsonFactory JSON = new JsonFactory();

  private static final DateTimeFormatter DATE =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 1, 4, SignStyle.NEVER)
          .appendLiteral('-')
          .appendValue(ChronoField.MONTH_OF_YEAR, 1, 2, SignStyle.NEVER)
          .appendLiteral('-')
          .appendValue(ChronoField.DAY_OF_MONTH, 1, 2, SignStyle.NEVER)
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.HOUR_OF_DAY, 1, 2, SignStyle.NEVER)
          .appendLiteral(':')
          .appendValue(ChronoField.MINUTE_OF_HOUR, 1, 2, SignStyle.NEVER)
          .appendLiteral(':')
          .appendValue(ChronoField.SECOND_OF_MINUTE, 1, 2, SignStyle.NEVER)
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  // Date, optional time, optional zone: Z, an offset, or a name behind a space.
  private static final Pattern INSTANT =
      Pattern.compile(
          "(\\d{1,4}-\\d{1,2}-\\d{1,2})(?:[ Tt](\\d{1,2}:\\d{1,2}:\\d{1,2}(?:\\.\\d{0,9})?))?\\s*(.*)");

  private ValueText() {}

  /** Parses one value of a field's type; {@code Object} as {@link RowBatch} describes. */
  public static Object parse(Field field, String text) throws ValueException {
    try {
      return switch (field.type()) {
        case STRING -> checkLength(field, text);
        case GEOGRAPHY, INTERVAL -> text;
        case JSON -> checkJson(text);
        case INTEGER -> Long.valueOf(text.strip());
        case FLOAT -> parseDouble(text);
        case BOOLEAN -> parseBoolean(text);
        case BYTES ->
            checkLength(
                field, Base64.getDecoder().decode(text.getBytes(StandardCharsets.US_ASCII)));
        case NUMERIC, BIGNUMERIC -> Decimals.fit(field, new BigDecimal(text.strip()));
        case TIMESTAMP -> parseTimestamp(text.strip());
        case DATE -> checkDate(parseDate(text.strip()));
        case TIME -> LocalTime.parse(text.strip(), TIME);
        case DATETIME -> parseDateTime(text.strip());
        case RANGE, RECORD -> throw new ValueException("Cannot convert text to " + field.type());
      };
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new ValueException(
          "Could not convert value '" + cut(text) + "' to type " + field.type());
    }
  }

  private static Double parseDouble(String text) {
    String value = text.strip().toLowerCase(Locale.ROOT);
    return switch (value) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.valueOf(value);
    };
  }

  private static Boolean parseBoolean(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static LocalDate parseDate(String text) {
    return LocalDate.parse(text, DATE);
  }

  static LocalDate checkDate(LocalDate date) throws ValueException {
    if (date.getYear() < 1 || date.getYear() > 9999) {
      throw new ValueException(
          "Date " + date + " is out of range; accepted: 0001-01-01 to 9999-12-31");
    }
    return date;
  }

  private static LocalDateTime parseDateTime(String text) throws ValueException {
    Matcher parts = INSTANT.matcher(text);
    if (!parts.matches() || !parts.group(3).isEmpty()) {
      throw new IllegalArgumentException(text);
    }
    return LocalDateTime.of(checkDate(parseDate(parts.group(1))), time(parts.group(2)));
  }

  private static OffsetDateTime parseTimestamp(String text) throws ValueException {
    Matcher parts = INSTANT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(text);
    }
    LocalDateTime local =
        LocalDateTime.of(checkDate(parseDate(parts.group(1))), time(parts.group(2)));
    String zone = parts.group(3);
    ZoneId id =
        zone.isEmpty() || zone.equalsIgnoreCase("z") ? ZoneOffset.UTC : ZoneId.of(offset(zone));
    return local.atZone(id).toOffsetDateTime().withOffsetSameInstant(ZoneOffset.UTC);
  }

  /**
   * BigQuery takes {@code +5} and {@code +5:30}, java.time wants {@code +05} and {@code +05:30}.
   */
  private static String offset(String zone) {
    boolean oneDigit = zone.matches("[+-]\\d(:.*)?");
    return oneDigit ? zone.charAt(0) + "0" + zone.substring(1) : zone;
  }

  private static LocalTime time(@Nullable String text) {
    return text == null ? LocalTime.MIDNIGHT : LocalTime.parse(text, TIME);
  }

  /** Returns the text if it is one JSON value. */
  public static String checkJson(String text) throws ValueException {
    try (JsonParser parser = JSON.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new ValueException("Invalid JSON: empty text");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw new ValueException("Invalid JSON: more than one value");
      }
      return text;
    } catch (IOException e) {
      throw new ValueException("Invalid JSON: '" + cut(text) + "'");
    }
  }

  public static String checkLength(Field field, String text) throws ValueException {
    if (field.maxLength() > 0 && text.codePointCount(0, text.length()) > field.maxLength()) {
      throw new ValueException("Value has more than " + field.maxLength() + " characters");
    }
    return text;
  }

  public static byte[] checkLength(Field field, byte[] bytes) throws ValueException {
    if (field.maxLength() > 0 && bytes.length > field.maxLength()) {
      throw new ValueException("Value has more than " + field.maxLength() + " bytes");
    }
    return bytes;
  }

  private static String cut(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
