// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.postgres;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** The events that stand in the Avro files of a folder. */
final class FileEvents {
  private FileEvents() {}

  /**
   * An event.
   *
   * @param lsn as a number, 0 in a backfill
   * @param row the columns' values as Avro's library prints them, null for null
   */
  record Seen(
      String object,
      String method,
      String schemaKey,
      String uuid,
      long millis,
      long lsn,
      String change,
      List<String> keys,
      Map<String, @Nullable String> row) {

    boolean isDelete() {
      return change.equals("DELETE");
    }

    /** Whether it tells something newer than another of the same row. */
    boolean isNewerThan(Seen other) {
      return millis > other.millis
          || (millis == other.millis && Long.compareUnsigned(lsn, other.lsn) > 0);
    }
  }

  static List<Seen> in(Path folder) throws IOException {
    List<Seen> events = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        try (DataFileReader<GenericRecord> reader =
            new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
          reader.forEach(event -> events.add(seen(event)));
        }
      }
    }
    return events;
  }

  private static Seen seen(GenericRecord event) {
    GenericRecord source = (GenericRecord) event.get("source_metadata");
    List<String> keys = new ArrayList<>();
    ((List<?>) source.get("primary_keys")).forEach(key -> keys.add(key.toString()));
    return new Seen(
        event.get("object").toString(),
        event.get("read_method").toString(),
        event.get("schema_key").toString(),
        event.get("uuid").toString(),
        (Long) event.get("source_timestamp"),
        lsn(source.get("lsn").toString()),
        source.get("change_type").toString(),
        keys,
        row((GenericRecord) event.get("payload")));
  }

  private static long lsn(String text) {
    String[] halves = text.split("/", -1);
    return halves.length < 2
        ? 0
        : (Long.parseLong(halves[0], 16) << 32) | Long.parseLong(halves[1], 16);
  }

  private static Map<String, @Nullable String> row(GenericRecord payload) {
    Map<String, @Nullable String> row = new LinkedHashMap<>();
    for (Schema.Field field : payload.getSchema().getFields()) {
      row.put(field.name(), printed(payload.get(field.pos())));
    }
    return row;
  }

  private static @Nullable String printed(@Nullable Object value) {
    if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return copy.length == 0 ? "" : new BigInteger(1, copy).toString(16);
    }
    if (value == null || value instanceof CharSequence) {
      return value == null ? null : value.toString();
    }
    return GenericData.get().toString(value);
  }
}
