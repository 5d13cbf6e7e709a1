// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.EventTimes;
import io.wellhead.transforms.changeevents.JsonText;
import io.wellhead.transforms.changeevents.Payload;
import io.wellhead.transforms.changeevents.UnifiedValue;
import io.wellhead.transforms.discovery.FoundFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that real streams wrote are read whole: each value is what Avro's and Jackson's own readers
 * find.
 */
@EnabledIfEnvironmentVariable(named = "WELLHEAD_SHARED", matches = ".+")
class RealSamplesTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  static Stream<Path> avro() throws IOException {
    return files("avro", ".avro");
  }

  static Stream<Path> json() throws IOException {
    return files("json", ".jsonl");
  }

  private static Stream<Path> files(String format, String suffix) throws IOException {
    Path root = Path.of(System.getenv("WELLHEAD_SHARED"), "datastream-samples", format);
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> path.toString().endsWith(suffix)).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource
  void avro(Path file) throws Exception {
    FileSample ours = read(file);
    List<GenericRecord> records = new ArrayList<>();
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
      reader.forEach(records::add);
    }

    assertThat(ours.problems()).isEmpty();
    assertThat(ours.events()).hasSameSizeAs(records);
    for (int i = 0; i < records.size(); i++) {
      GenericRecord record = records.get(i);
      ChangeEvent event = ours.events().get(i);
      assertThat(event.uuid()).isEqualTo(record.get("uuid").toString());
      assertThat(event.readMethod()).isEqualTo(record.get("read_method").toString());
      assertThat(event.object()).isEqualTo(record.get("object").toString());
      assertThat(event.sourceTime())
          .isEqualTo(Instant.ofEpochMilli((Long) record.get("source_timestamp")));
      assertThat(event.readTime())
          .isEqualTo(Instant.ofEpochMilli((Long) record.get("read_timestamp")));
      assertThat(plain(event.source().fields()))
          .isEqualTo(plain(record.get("source_metadata"), schema(record, "source_metadata")));
      assertThat(byName(event.payload()))
          .as("payload %d of %s", i, file)
          .isEqualTo(plain(record.get("payload"), schema(record, "payload")));
    }
  }

  @ParameterizedTest
  @MethodSource
  void json(Path file) throws Exception {
    FileSample ours = read(file);
    List<JsonNode> records = new ArrayList<>();
    try (MappingIterator<JsonNode> lines =
        JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
      lines.forEachRemaining(records::add);
    }

    assertThat(ours.problems()).isEmpty();
    assertThat(ours.events()).hasSameSizeAs(records);
    for (int i = 0; i < records.size(); i++) {
      JsonNode record = records.get(i);
      ChangeEvent event = ours.events().get(i);
      assertThat(event.uuid()).isEqualTo(record.get("uuid").textValue());
      assertThat(event.sourceTime())
          .isEqualTo(EventTimes.parse(record.get("source_timestamp").textValue()));
      Map<String, @Nullable Object> payload = new LinkedHashMap<>();
      record.get("payload").properties().forEach(f -> payload.put(f.getKey(), plain(f.getValue())));
      assertThat(byName(event.payload())).as("payload %d of %s", i, file).isEqualTo(payload);
    }
  }

  private static FileSample read(Path file) throws IOException {
    return FileSample.of(
        new FoundFile(file.toString(), "1", Files.size(file), Instant.EPOCH), Integer.MAX_VALUE);
  }

  private static Schema schema(GenericRecord record, String field) {
    return record.getSchema().getField(field).schema();
  }

  private static Map<String, @Nullable Object> byName(Payload payload) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < payload.values().size(); i++) {
      values.put(payload.schema().columns().get(i).name(), plain(payload.values().get(i)));
    }
    return values;
  }

  /** Our value as what stands in the file. */
  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof JsonText text) {
      try {
        return JSON.readTree(text.text());
      } catch (IOException e) {
        throw new AssertionError(text.text(), e);
      }
    } else if (value instanceof UnifiedValue.Date date) {
      return date.epochDay();
    } else if (value instanceof UnifiedValue.Timestamp timestamp) {
      return timestamp.micros();
    } else if (value instanceof UnifiedValue.Time time) {
      return time.micros();
    } else if (value instanceof UnifiedValue.TimeInterval interval) {
      return interval.micros();
    } else if (value instanceof UnifiedValue.ZonedTimestamp timestamp) {
      return Map.of("timestamp", timestamp.micros(), "offset", (long) timestamp.offsetMillis());
    } else if (value instanceof ByteBuffer bytes) {
      return bytes.duplicate();
    } else if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      map.forEach((name, member) -> plain.put(String.valueOf(name), plain(member)));
      return plain;
    } else if (value instanceof List<?> list) {
      List<@Nullable Object> plain = new ArrayList<>();
      list.forEach(item -> plain.add(plain(item)));
      return plain;
    } else if (value instanceof JsonNode node) {
      return switch (node.getNodeType()) {
        case NULL -> null;
        case STRING -> node.textValue();
        case BOOLEAN -> node.booleanValue();
        case NUMBER ->
            node.canConvertToLong() && node.isIntegralNumber()
                ? (Object) node.longValue()
                : node.decimalValue();
        default -> node;
      };
    }
    return value;
  }

  /** What Avro's reader gives, by the schema's own words. */
  private static @Nullable Object plain(@Nullable Object value, Schema schema) {
    if (value == null) {
      return null;
    } else if (schema.getType() == Schema.Type.UNION) {
      return plain(
          value,
          schema.getTypes().stream()
              .filter(s -> s.getType() != Schema.Type.NULL)
              .findFirst()
              .orElseThrow());
    } else if (value instanceof CharSequence text) {
      return "json".equals(schema.getProp("logicalType")) ? jsonOf(text) : text.toString();
    } else if (value instanceof Integer number) {
      return number.longValue();
    } else if (value instanceof ByteBuffer bytes
        && "decimal".equals(schema.getProp("logicalType"))) {
      byte[] unscaled = new byte[bytes.remaining()];
      bytes.duplicate().get(unscaled);
      return new BigDecimal(
          new BigInteger(unscaled), ((Number) schema.getObjectProp("scale")).intValue());
    } else if (value instanceof IndexedRecord record) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      for (Schema.Field field : record.getSchema().getFields()) {
        members.put(field.name(), plain(record.get(field.pos()), field.schema()));
      }
      return members;
    } else if (value instanceof List<?> items) {
      List<@Nullable Object> plain = new ArrayList<>();
      items.forEach(item -> plain.add(plain(item, schema.getElementType())));
      return plain;
    }
    return value;
  }

  private static JsonNode jsonOf(CharSequence text) {
    try {
      return JSON.readTree(text.toString());
    } catch (IOException e) {
      throw new AssertionError(text.toString(), e);
    }
  }
}
