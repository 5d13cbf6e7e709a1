// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.reconcile;

import io.wellhead.transforms.changeevents.EventJson;
import io.wellhead.transforms.changeevents.JsonText;
import io.wellhead.transforms.changeevents.UnifiedValue;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of a database as JSON change files spell them, where that loses nothing. */
final class DatabaseValues {
  private static final Pattern INTERVAL =
      Pattern.compile(
          "P(?:(-?\\d+)Y)?(?:(-?\\d+)M)?(?:(-?\\d+)D)?(?:T(?:(-?\\d+)H)?(?:(-?\\d+)M)?(?:(-?[\\d.]+)S)?)?");

  private DatabaseValues() {}

  /** The value of a column of the row, from 1 on. */
  static @Nullable Object value(ResultSet row, ResultSetMetaData columns, int i)
      throws SQLException {
    String type = columns.getColumnTypeName(i).toLowerCase(Locale.ROOT);
    if (row.getObject(i) == null) {
      return null;
    }
    switch (type) {
      case "timestamptz" -> {
        return text(row.getObject(i, OffsetDateTime.class));
      }
      case "json", "jsonb" -> {
        return new JsonText(row.getString(i));
      }
      case "timetz" -> {
        OffsetTime time = row.getObject(i, OffsetTime.class).withOffsetSameInstant(ZoneOffset.UTC);
        return EventJson.iso(
            new UnifiedValue.ZonedTime(time.toLocalTime().toNanoOfDay() / 1_000, 0));
      }
      case "interval" -> {
        return interval(row.getString(i));
      }
      case "money" -> {
        return row.getString(i).replaceAll("[^0-9.-]", "");
      }
      default -> {
        return value(row, columns.getColumnType(i), i);
      }
    }
  }

  private static @Nullable Object value(ResultSet row, int type, int i) throws SQLException {
    return switch (type) {
      case Types.BIT, Types.BOOLEAN ->
          row.getObject(i) instanceof Boolean flag ? flag : row.getString(i);
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE,
          Types.NUMERIC,
          Types.DECIMAL ->
          number(row.getString(i));
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
          ByteBuffer.wrap(row.getBytes(i));
      case Types.DATE -> text(row.getObject(i, LocalDate.class));
      case Types.TIME -> text(row.getObject(i, LocalTime.class));
      case Types.TIMESTAMP -> text(row.getObject(i, LocalDateTime.class));
      case Types.TIMESTAMP_WITH_TIMEZONE -> text(row.getObject(i, OffsetDateTime.class));
      case Types.ARRAY -> new JsonText(EventJson.text(list(row.getArray(i))));
      default -> row.getString(i);
    };
  }

  /** Years become months and days become hours, as Datastream tells them. */
  private static String interval(String iso) {
    Matcher parts = INTERVAL.matcher(iso);
    if (!parts.matches()) {
      return iso;
    }
    BigDecimal seconds = parts.group(6) == null ? BigDecimal.ZERO : new BigDecimal(parts.group(6));
    return EventJson.iso(
        new UnifiedValue.Interval(
            Math.toIntExact(12 * part(parts, 1) + part(parts, 2)),
            Math.toIntExact(24 * part(parts, 3) + part(parts, 4)),
            60_000_000 * part(parts, 5) + seconds.movePointRight(6).longValue()));
  }

  private static long part(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
  }

  private static Object number(String text) {
    return switch (text) {
      case "NaN", "Infinity", "-Infinity" -> text;
      default -> new BigDecimal(text);
    };
  }

  private static String text(Object time) {
    return time.toString();
  }

  private static List<@Nullable Object> list(Array array) throws SQLException {
    return list((Object[]) array.getArray());
  }

  private static List<@Nullable Object> list(@Nullable Object[] items) {
    return new ArrayList<>(Arrays.asList(items))
        .stream().<@Nullable Object>map(DatabaseValues::item).toList();
  }

  private static @Nullable Object item(@Nullable Object item) {
    if (item == null || item instanceof Boolean || item instanceof BigDecimal) {
      return item;
    } else if (item instanceof Number number) {
      return number instanceof Float || number instanceof Double
          ? (Object) number
          : (Object) number.longValue();
    }
    return item instanceof Object[] inner ? list(inner) : item.toString();
  }
}
