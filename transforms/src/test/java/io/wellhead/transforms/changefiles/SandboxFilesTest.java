// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wellhead.sandbox.datastream.CalendarInterval;
import io.wellhead.sandbox.datastream.Column;
import io.wellhead.sandbox.datastream.ColumnType;
import io.wellhead.sandbox.datastream.Emission;
import io.wellhead.sandbox.datastream.Event;
import io.wellhead.sandbox.datastream.FileFormat;
import io.wellhead.sandbox.datastream.Geometry;
import io.wellhead.sandbox.datastream.Source;
import io.wellhead.sandbox.datastream.ZonedTime;
import io.wellhead.sandbox.datastream.history.Extremes;
import io.wellhead.sandbox.datastream.history.TableHistory;
import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.EventJson;
import io.wellhead.transforms.changeevents.JsonText;
import io.wellhead.transforms.changeevents.UnifiedValue;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the sandbox writes, which knows nothing of these readers, comes back as it was. */
class SandboxFilesTest {
  private static final int SEEDS = 12;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Source.class)
  void avro_givesEveryValue(Source source) throws IOException {
    for (long seed = 0; seed < SEEDS; seed++) {
      TableHistory history = TableHistory.builder(source, seed).extremes(Extremes.ALL).play();
      Map<String, ChangeEvent> read = read(history, seed, FileFormat.AVRO, FileFormat.AVRO_DEFLATE);

      assertThat(read).hasSameSizeAs(history.events());
      for (Event event : history.events()) {
        ChangeEvent decoded = requireNonNull(read.get(event.uuid()), event.uuid());
        assertThat(decoded.source().kind().name()).isEqualTo(source.name());
        assertThat(decoded.source().isDelete()).isEqualTo(event.isDelete());
        assertThat(decoded.isBackfill()).isEqualTo(event.isBackfill());
        assertThat(decoded.sourceTime()).isEqualTo(event.times().source());
        assertThat(decoded.sortKeys()).isEqualTo(event.sortKeys());
        assertThat(decoded.schemaKey()).isEqualTo(event.row().schema().key());
        assertThat(decoded.payload().values())
            .as("%s, seed %d, %s", source, seed, event.row().schema().columns())
            .isEqualTo(expected(event));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void json_meansTheSameAsAvro(Source source) throws IOException {
    for (long seed = 0; seed < SEEDS; seed++) {
      TableHistory history = TableHistory.builder(source, seed).extremes(Extremes.ALL).play();
      Map<String, ChangeEvent> avro = read(history, seed, FileFormat.AVRO);
      Map<String, ChangeEvent> json = read(history, seed, FileFormat.JSON, FileFormat.JSON_GZIP);

      assertThat(json.keySet()).isEqualTo(avro.keySet());
      for (String uuid : json.keySet()) {
        ChangeEvent fromJson = requireNonNull(json.get(uuid), uuid);
        ChangeEvent fromAvro = requireNonNull(avro.get(uuid), uuid);
        assertThat(fromJson.sequence()).isEqualTo(fromAvro.sequence());
        assertThat(fromJson.source().keys()).isEqualTo(fromAvro.source().keys());
        assertThat(fromJson.source().isDelete()).isEqualTo(fromAvro.source().isDelete());
        assertThat(spelled(fromJson)).as("%s, seed %d", source, seed).isEqualTo(spelled(fromAvro));
      }
    }
  }

  private Map<String, ChangeEvent> read(TableHistory history, long seed, FileFormat... formats)
      throws IOException {
    Emission emission =
        Emission.builder(history.events(), seed).duplicates(0).formats(formats).plan();
    Map<String, ChangeEvent> read = new HashMap<>();
    for (Path file : emission.write(Files.createTempDirectory(folder, "files"))) {
      new ChangeFileReader(1 << 20).read(Files.newByteChannel(file), receiver(file, read));
    }
    return read;
  }

  private static EventReceiver receiver(Path file, Map<String, ChangeEvent> read) {
    return new EventReceiver() {
      @Override
      public void event(ChangeEvent event, long offset) {
        assertThat(read.put(event.uuid(), event)).isNull();
      }

      @Override
      public void failure(ErrorKind kind, String message, long offset, byte[] bytes) {
        throw new AssertionError(file + " at " + offset + ": " + message);
      }
    };
  }

  private static List<@Nullable Object> expected(Event event) {
    List<@Nullable Object> expected = new ArrayList<>();
    List<Column> columns = event.row().schema().columns();
    for (int i = 0; i < columns.size(); i++) {
      expected.add(expected(event.row().values().get(i), columns.get(i).type()));
    }
    return expected;
  }

  private static @Nullable Object expected(@Nullable Object value, ColumnType type) {
    if (value == null) {
      return null;
    }
    return switch (type.kind()) {
      case INTEGER -> Long.valueOf((Integer) value);
      case DECIMAL -> ((BigDecimal) value).setScale(type.scale());
      case JSON -> new JsonText((String) value);
      case DATE -> new UnifiedValue.Date(((LocalDate) value).toEpochDay());
      case TIME -> new UnifiedValue.Time(micros((Duration) value));
      case TIME_INTERVAL -> new UnifiedValue.TimeInterval(micros((Duration) value));
      case TIMESTAMP -> new UnifiedValue.Timestamp(micros((Instant) value));
      case TIME_WITH_TIME_ZONE -> {
        ZonedTime time = (ZonedTime) value;
        yield new UnifiedValue.ZonedTime(
            micros(time.time()), time.offset().getTotalSeconds() * 1000);
      }
      case TIMESTAMP_WITH_TIME_ZONE -> {
        OffsetDateTime time = (OffsetDateTime) value;
        yield new UnifiedValue.ZonedTimestamp(
            micros(time.toInstant()), time.getOffset().getTotalSeconds() * 1000);
      }
      case DATETIME -> {
        LocalDateTime time = (LocalDateTime) value;
        yield new UnifiedValue.DateTime(
            time.toLocalDate().toEpochDay(), time.toLocalTime().toNanoOfDay() / 1000);
      }
      case INTERVAL -> {
        CalendarInterval interval = (CalendarInterval) value;
        yield new UnifiedValue.Interval(interval.months(), interval.hours(), interval.micros());
      }
      case GEOMETRY -> {
        Geometry geometry = (Geometry) value;
        yield new UnifiedValue.Geometry(geometry.wkb(), geometry.srid(), geometry.type());
      }
      case ARRAY -> items((List<?>) value, requireNonNull(type.element(), "element"));
      default -> value;
    };
  }

  private static List<@Nullable Object> items(List<?> items, ColumnType element) {
    List<@Nullable Object> expected = new ArrayList<>();
    for (Object item : items) {
      expected.add(item instanceof List<?> inner ? items(inner, element) : expected(item, element));
    }
    return expected;
  }

  private static long micros(Duration duration) {
    return duration.getSeconds() * 1_000_000 + duration.getNano() / 1000;
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
  }

  /**
   * The columns as JSON without differences that mean nothing. Names are as Avro allows them, and
   * documents that are text are read.
   */
  private static Map<String, String> spelled(ChangeEvent event) throws IOException {
    Map<String, String> spelled = new TreeMap<>();
    JsonNode payload = JSON.readTree(EventJson.payload(event.payload()));
    payload
        .properties()
        .forEach(
            column -> spelled.put(column.getKey().replace('-', '_'), plain(column.getValue())));
    return spelled;
  }

  private static String plain(JsonNode value) {
    if (value.isTextual() && value.asText().startsWith("{\"_id\"")) {
      try {
        return plain(JSON.readTree(value.asText()));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    if (value.isNumber() && !value.isDouble()) {
      return value.decimalValue().stripTrailingZeros().toString();
    }
    if (value.isContainerNode()) {
      List<String> parts = new ArrayList<>();
      value.properties().forEach(part -> parts.add(part.getKey() + ":" + plain(part.getValue())));
      if (value.isArray()) {
        value.forEach(part -> parts.add(plain(part)));
      }
      return value.getNodeType() + parts.toString();
    }
    return value.getNodeType() + value.asText();
  }
}
