// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import io.wellhead.sandbox.datastream.ColumnType.Kind;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events to write. */
final class Events {
  static final Instant NOON = Instant.parse("2025-11-05T12:00:00.250Z");
  static final Origin AUDITS =
      new Origin(Source.POSTGRESQL, "projects/1/locations/here/streams/s", "public_audits");

  private Events() {}

  /** An event of a table with one column. */
  static Event of(int number, Instant time, String column) {
    RowSchema schema =
        RowSchema.of(AUDITS.object(), List.of(new Column(column, ColumnType.of(Kind.INTEGER))));
    return of(AUDITS, new Row(schema, List.of(number)), "00000000-0000-0000-0000-" + number, time);
  }

  static Event of(Origin origin, Row row, String uuid, Instant time) {
    return new Event(
        origin,
        origin.source().changeMethod(),
        uuid,
        new EventTimes(time.plusSeconds(3), time, time),
        List.of(time.toEpochMilli(), "1A/7C0031E8"),
        Map.of(
            "schema", "public",
            "table", "audits",
            "is_deleted", false,
            "change_type", "INSERT",
            "lsn", "1A/7C0031E8",
            "tx_id", 77L,
            "primary_keys", List.of("id")),
        row);
  }

  /** A row with a column of each kind; its values reach to the limits of their types. */
  static Row allKinds() {
    Object[][] columns = {
      {ColumnType.of(Kind.BOOLEAN), true},
      {ColumnType.of(Kind.INTEGER), Integer.MIN_VALUE},
      {ColumnType.of(Kind.LONG), Long.MIN_VALUE},
      {ColumnType.of(Kind.FLOAT), 45.67f},
      {ColumnType.of(Kind.DOUBLE), Double.MIN_VALUE},
      {ColumnType.decimal(65, 30), new BigDecimal("-" + "9".repeat(35) + ".1")},
      {ColumnType.of(Kind.NUMBER), "1E+400"},
      {ColumnType.of(Kind.STRING), "t\u00e4xt \"quoted\"\n\ud83d\ude80"},
      {ColumnType.varchar(20), ""},
      {ColumnType.of(Kind.BYTES), ByteBuffer.wrap(new byte[] {0, -1, 31, 127})},
      {ColumnType.of(Kind.JSON), "{\"a\":[1,12345678901234567890.5]}"},
      {ColumnType.of(Kind.DATE), LocalDate.of(-44, 3, 15)},
      {ColumnType.of(Kind.TIME), Duration.ofHours(24)},
      {ColumnType.of(Kind.TIME_WITH_TIME_ZONE), zoned("01:02:03.000004", "-03:30")},
      {ColumnType.of(Kind.TIME_INTERVAL), Duration.parse("-PT838H59M59.000001S")},
      {ColumnType.of(Kind.TIMESTAMP), Instant.parse("1969-12-31T23:59:59.999999Z")},
      {
        ColumnType.of(Kind.TIMESTAMP_WITH_TIME_ZONE),
        OffsetDateTime.parse("2025-11-05T18:19:39.044331-03:30")
      },
      {ColumnType.of(Kind.DATETIME), LocalDateTime.parse("9999-12-31T23:59:59.999999")},
      {ColumnType.of(Kind.INTERVAL), new CalendarInterval(-14, 51, -1_500_000)},
      {
        ColumnType.of(Kind.GEOMETRY),
        new Geometry(ByteBuffer.wrap(new byte[] {1, 2}), 4326, "POINT")
      },
      {ColumnType.array(ColumnType.of(Kind.STRING)), Arrays.asList("tone", null)},
      {ColumnType.array(ColumnType.of(Kind.INTEGER)), List.of(List.of(1, 2), List.of(3, 4))},
      {ColumnType.of(Kind.UNSUPPORTED), null},
    };
    List<Column> names =
        Arrays.stream(columns)
            .map(column -> (ColumnType) column[0])
            .map(type -> new Column(name(type), type))
            .toList();
    List<@Nullable Object> values = Arrays.stream(columns).map(column -> column[1]).toList();
    return new Row(RowSchema.of(AUDITS.object(), names), values);
  }

  private static String name(ColumnType type) {
    String element = type.element() == null ? "" : "_of_" + type.element().kind();
    return "a_" + type.kind() + element;
  }

  private static ZonedTime zoned(String time, String offset) {
    return new ZonedTime(
        Duration.ofNanos(LocalTime.parse(time).toNanoOfDay()), ZoneOffset.of(offset));
  }
}
