// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The spellings of values, as their types' tables tell them. */
class EventEncodingTest {
  private final Event event =
      Events.of(
          Events.AUDITS, Events.allKinds(), "c7a1d9f4-19e2-4b7e-8f43-6be000000010", Events.NOON);

  @Test
  void json_hasEachKindInItsSpelling() throws IOException {
    String line = new String(JsonEvent.of(event), UTF_8);
    String payload = line.substring(line.indexOf("\"payload\":") + 10, line.length() - 1);

    assertThat(payload)
        .isEqualTo(
            """
            {"a_BOOLEAN":true,\
            "a_INTEGER":-2147483648,\
            "a_LONG":-9223372036854775808,\
            "a_FLOAT":45.67,\
            "a_DOUBLE":4.9E-324,\
            "a_DECIMAL":-99999999999999999999999999999999999.100000000000000000000000000000,\
            "a_NUMBER":"1E+400",\
            "a_STRING":"t\u00e4xt \\"quoted\\"\\n\ud83d\ude80",\
            "a_VARCHAR":"",\
            "a_BYTES":"AP8ffw==",\
            "a_JSON":{"a":[1,12345678901234567890.5]},\
            "a_DATE":"-0044-03-15",\
            "a_TIME":"24:00:00.000000",\
            "a_TIME_WITH_TIME_ZONE":"01:02:03.000004-03:30",\
            "a_TIME_INTERVAL":-3020399000001,\
            "a_TIMESTAMP":"1969-12-31T23:59:59.999999Z",\
            "a_TIMESTAMP_WITH_TIME_ZONE":"2025-11-05T18:19:39.044331-03:30",\
            "a_DATETIME":"9999-12-31T23:59:59.999999",\
            "a_INTERVAL":"P-1Y-2M2DT3H-1.5S",\
            "a_GEOMETRY":{"value":"AQI=","srid":4326,"type":"POINT"},\
            "a_ARRAY_of_STRING":["tone",null],\
            "a_ARRAY_of_INTEGER":[[1,2],[3,4]],\
            "a_UNSUPPORTED":null}""");
  }

  @Test
  void json_hasTheEnvelope() throws IOException {
    JsonNode read = new ObjectMapper().readTree(JsonEvent.of(event));

    assertThat(read.get("uuid").asText()).endsWith("00000010");
    assertThat(read.get("source_timestamp").asText()).isEqualTo("2025-11-05T12:00:00.250000Z");
    assertThat(read.get("sort_keys")).hasToString("[1762344000250,\"1A/7C0031E8\"]");
    assertThat(read.get("source_metadata"))
        .hasToString(
            "{\"schema\":\"public\",\"table\":\"audits\",\"is_deleted\":false,"
                + "\"change_type\":\"INSERT\",\"tx_id\":77,\"lsn\":\"1A/7C0031E8\","
                + "\"primary_keys\":[\"id\"]}");
  }

  @Test
  void avro_hasEachKindInItsPhysicalType() throws IOException {
    GenericRecord payload = (GenericRecord) avro(event).get("payload");

    assertThat(payload.getSchema().getFields())
        .extracting(
            field -> field.name() + " = " + GenericData.get().toString(value(payload, field)))
        .containsExactly(
            "a_BOOLEAN = true",
            "a_INTEGER = -2147483648",
            "a_LONG = -9223372036854775808",
            "a_FLOAT = 45.67",
            "a_DOUBLE = 4.9E-324",
            "a_DECIMAL = \"-99999999999999999999999999999999999100000000000000000000000000000\"",
            "a_NUMBER = \"1E+400\"",
            "a_STRING = \"t\u00e4xt \\\"quoted\\\"\\n\ud83d\ude80\"",
            "a_VARCHAR = \"\"",
            "a_BYTES = \"00ff1f7f\"",
            "a_JSON = \"{\\\"a\\\":[1,12345678901234567890.5]}\"",
            "a_DATE = -735525",
            "a_TIME = 86400000000",
            "a_TIME_WITH_TIME_ZONE = {\"time\": 3723000004, \"offset\": -12600000}",
            "a_TIME_INTERVAL = -3020399000001",
            "a_TIMESTAMP = -1",
            "a_TIMESTAMP_WITH_TIME_ZONE = {\"timestamp\": 1762379379044331, \"offset\": -12600000}",
            "a_DATETIME = {\"date\": 2932896, \"time\": 86399999999}",
            "a_INTERVAL = {\"months\": -14, \"hours\": 51, \"micros\": -1500000}",
            "a_GEOMETRY = {\"value\": \"\\u0001\\u0002\", \"srid\": 4326, \"type\": \"POINT\"}",
            "a_ARRAY_of_STRING = {\"nestedArray\": ["
                + "{\"nestedArray\": null, \"elementValue\": \"tone\"}, "
                + "{\"nestedArray\": null, \"elementValue\": null}], \"elementValue\": null}",
            "a_ARRAY_of_INTEGER = {\"nestedArray\": ["
                + nested(1, 2)
                + ", "
                + nested(3, 4)
                + "], \"elementValue\": null}",
            "a_UNSUPPORTED = null");
  }

  @Test
  void avro_namesAreLegal_andTypesAreDefinedOnce() {
    ColumnType zoned = ColumnType.of(ColumnType.Kind.TIMESTAMP_WITH_TIME_ZONE);
    Origin origin = new Origin(Source.MYSQL, "s", "ea-main_1");
    RowSchema row =
        RowSchema.of("o", List.of(new Column("0col", zoned), new Column("from-to", zoned)));

    Schema read = new Schema.Parser().parse(EventSchema.of(origin, row).toString());

    assertThat(read.getName()).isEqualTo("ea_main_1");
    assertThat(read.getField("payload").schema().getFields())
        .extracting(Schema.Field::name)
        .containsExactly("_0col", "from_to");
  }

  @Test
  void avro_columnIsNullOrItsType_withItsLogicalType() {
    Schema schema = EventSchema.of(Events.AUDITS, Events.allKinds().schema());
    Schema payload = schema.getField("payload").schema();

    assertThat(payload.getField("a_DECIMAL").schema())
        .hasToString(
            "[\"null\",{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":65,\"scale\":30}]");
    assertThat(payload.getField("a_VARCHAR").schema())
        .hasToString("[\"null\",{\"type\":\"string\",\"logicalType\":\"varchar\",\"length\":20}]");
    assertThat(payload.getField("a_UNSUPPORTED").schema())
        .hasToString("{\"type\":\"null\",\"logicalType\":\"unsupported\"}");
  }

  @Test
  void realFiles_haveTheSameEnvelope() throws IOException {
    String shared = System.getenv("WELLHEAD_SHARED");
    Path samples = Path.of(shared == null ? "" : shared, "datastream-samples/avro/mysql/ddl");
    Assumptions.assumeTrue(Files.isDirectory(samples), "the recorded files are not here");
    Origin origin = new Origin(Source.MYSQL, "s", "db_t");
    Schema ours = EventSchema.of(origin, RowSchema.of("db_t", List.of()));
    try (Stream<Path> files = Files.list(samples)) {
      for (Path file : files.toList()) {
        try (DataFileReader<GenericRecord> reader =
            new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
          assertThat(envelope(reader.getSchema())).as(file.toString()).isEqualTo(envelope(ours));
        }
      }
    }
  }

  private static String envelope(Schema schema) {
    return schema.getFields().stream()
        .filter(field -> !field.name().equals("payload"))
        .map(field -> field.name() + " " + field.schema())
        .collect(Collectors.joining("\n"));
  }

  private static Object value(GenericRecord payload, Schema.Field field) {
    Object value = payload.get(field.name());
    if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return field.name().equals("a_DECIMAL")
          ? new BigInteger(copy).toString()
          : HexFormat.of().formatHex(copy);
    }
    return value;
  }

  private static String nested(int... elements) {
    List<String> items = new ArrayList<>();
    for (int element : elements) {
      items.add("{\"nestedArray\": null, \"elementValue\": " + element + "}");
    }
    return "{\"nestedArray\": [" + String.join(", ", items) + "], \"elementValue\": null}";
  }

  /** Through bytes, so that a value of a wrong class shows. */
  private static GenericRecord avro(Event event) throws IOException {
    Schema schema = EventSchema.of(event.origin(), event.row().schema());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Encoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(schema).write(AvroEvent.of(event, schema), encoder);
    encoder.flush();
    return new GenericDatumReader<GenericRecord>(schema)
        .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
  }
}
