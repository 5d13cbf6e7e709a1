// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;

/** Avro change files of a table of contributors. */
final class AvroChangeFiles {
  private static final Schema SCHEMA =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "contributor_db_contributors", "fields": [
               {"name": "uuid", "type": "string"},
               {"name": "read_timestamp", "type": {"type": "long", "logicalType": "timestamp-millis"}},
               {"name": "source_timestamp", "type": {"type": "long", "logicalType": "timestamp-millis"}},
               {"name": "object", "type": "string"},
               {"name": "read_method", "type": "string"},
               {"name": "stream_name", "type": "string"},
               {"name": "schema_key", "type": "string"},
               {"name": "sort_keys", "type": {"type": "array", "items": ["string", "long"]}},
               {"name": "source_metadata", "type": {"type": "record", "name": "source_metadata", "fields": [
                {"name": "table", "type": "string"},
                {"name": "database", "type": "string"},
                {"name": "primary_keys", "type": {"type": "array", "items": "string"}},
                {"name": "log_file", "type": ["null", "string"]},
                {"name": "log_position", "type": ["null", "long"]},
                {"name": "change_type", "type": ["null", "string"]},
                {"name": "is_deleted", "type": ["null", "boolean"]}
               ]}},
               {"name": "payload", "type": {"type": "record", "name": "payload", "fields": [
                {"name": "id", "type": ["null", "int"], "default": null},
                {"name": "display_name", "type": ["null", "string"], "default": null},
                {"name": "hourly_rate", "type": ["null", "double"], "default": null}
               ]}}
              ]}
              """);

  private AvroChangeFiles() {}

  /** As many events in blocks of some. */
  static byte[] of(int count, int perBlock, String codec) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(SCHEMA))) {
      writer.setCodec(CodecFactory.fromString(codec)).create(SCHEMA, bytes);
      for (int i = 0; i < count; i++) {
        writer.append(event(i));
        if (i % perBlock == perBlock - 1) {
          writer.sync();
        }
      }
    }
    return bytes.toByteArray();
  }

  /** The bytes before the first block. */
  static int headerLength(byte[] file) throws IOException {
    return of(0, 1, "null").length + (file.length == 0 ? 0 : 8);
  }

  static List<String> uuids(int count) {
    return IntStream.range(0, count).mapToObj(AvroChangeFiles::uuid).toList();
  }

  private static String uuid(int number) {
    return "5b8c1f0e-7a44-4d0f-9c1d-41d7%08d"
        .formatted(Integer.parseInt(Integer.toBinaryString(number)));
  }

  private static GenericRecord event(int number) {
    Schema source = SCHEMA.getField("source_metadata").schema();
    Schema payload = SCHEMA.getField("payload").schema();
    return new GenericRecordBuilder(SCHEMA)
        .set("uuid", uuid(number))
        .set("read_timestamp", 1_762_366_792_118L)
        .set("source_timestamp", 1_762_366_779_000L)
        .set("object", "contributor_db_contributors")
        .set("read_method", "mysql-cdc-binlog")
        .set("stream_name", "projects/1/locations/europe-west1/streams/s")
        .set("schema_key", "3f1c2a9be07d44d1a6a2f0b17c5d9e4470aa51c8")
        .set("sort_keys", List.of(1_762_366_779_000L, "mysql-bin.000123", (long) number))
        .set(
            "source_metadata",
            new GenericRecordBuilder(source)
                .set("table", "contributors")
                .set("database", "contributor_db")
                .set("primary_keys", List.of("id"))
                .set("log_file", "mysql-bin.000123")
                .set("log_position", (long) number)
                .set("change_type", "INSERT")
                .set("is_deleted", false)
                .build())
        .set(
            "payload",
            new GenericRecordBuilder(payload)
                .set("id", number)
                .set("display_name", "Ana")
                .set("hourly_rate", 23.5)
                .build())
        .build();
  }
}
