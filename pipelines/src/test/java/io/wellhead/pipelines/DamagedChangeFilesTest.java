// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.datastream.ChangeFileWriter;
import io.wellhead.sandbox.datastream.Event;
import io.wellhead.sandbox.datastream.FileFormat;
import io.wellhead.sandbox.datastream.Source;
import io.wellhead.sandbox.datastream.history.TableHistory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files of all sorts on the way through the whole pipeline: what is sound arrives, the rest
 * stands located in the dead letters, and the account of each file balances. How a reader takes
 * every single damage is tested beside it; here many files go through one run.
 */
class DamagedChangeFilesTest {
  private static final int HUGE = 100 << 20;

  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  @TempDir Path folder;
  @TempDir Path sound;

  @Test
  void damagedFiles_giveTheirGoodRows_andAnAccountThatBalances() throws Exception {
    List<Event> events =
        TableHistory.builder(Source.MYSQL, 4).operations(25).play().events().stream()
            .filter(event -> !event.isBackfill())
            .toList();
    byte[] avro = sound("avro", FileFormat.AVRO, events);
    byte[] deflate = sound("deflate", FileFormat.AVRO_DEFLATE, events);
    byte[] json = sound("json", FileFormat.JSON, events);
    byte[] gzip = sound("gzip", FileFormat.JSON_GZIP, events);
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 8; i++) {
      write("cut-" + i + ".avro", Arrays.copyOf(avro, random.nextInt(1, avro.length)));
      write("flipped-" + i + ".avro", flipped(avro, random));
      write("flipped-" + i + "-deflate.avro", flipped(deflate, random));
      write("cut-" + i + ".jsonl", Arrays.copyOf(json, random.nextInt(1, json.length)));
      write("flipped-" + i + ".jsonl", flipped(json, random));
      write("cut-" + i + ".jsonl.gz", Arrays.copyOf(gzip, random.nextInt(2, gzip.length)));
      write("flipped-" + i + ".jsonl.gz", flipped(gzip, random));
    }
    write("mark.jsonl", joined("\uFEFF".getBytes(UTF_8), json));
    write("empty.avro", new byte[0]);
    write("noise.avro", noise(random));
    write("sign.avro", joined(new byte[] {'O', 'b', 'j', 1}, noise(random)));
    write("sign.jsonl.gz", joined(new byte[] {0x1F, (byte) 0x8B}, noise(random)));
    write("latin1.jsonl", joined(json, new byte[] {'{', '"', (byte) 0xE9, '"', ':', '1', '}'}));
    write("events.avsc", "{\"type\":\"record\",\"name\":\"x\",\"fields\":[]}\n".getBytes(UTF_8));
    writeHugeLine("huge.jsonl", json);
    ChangePath path = new ChangePath(folder, BIGQUERY.sandbox());

    path.run();

    Map<String, Map<String, @Nullable Object>> files = new HashMap<>();
    for (Map<String, @Nullable Object> file :
        path.query(
            "SELECT uri, rows_read, rows_written, rows_dead_lettered, rows_filtered, is_complete"
                + " FROM {}wellhead_ops.change_files")) {
      files.put(String.valueOf(file.get("uri")).replaceFirst(".*/", ""), file);
    }
    assertThat(files).hasSize(4 + 8 * 7 + 8);
    assertThat(files.values())
        .allSatisfy(
            file -> {
              assertThat(file.get("is_complete")).isEqualTo(true);
              assertThat(number(file, "rows_read"))
                  .isEqualTo(
                      number(file, "rows_written")
                          + number(file, "rows_dead_lettered")
                          + number(file, "rows_filtered"));
            });
    for (String name : List.of("sound-avro", "sound-deflate", "sound-json", "sound-gzip")) {
      assertThat(number(files.get(name), "rows_dead_lettered")).as(name).isZero();
      assertThat(number(files.get(name), "rows_written")).as(name).isGreaterThan(5);
    }
    long lines = number(files.get("sound-json"), "rows_written");
    assertThat(number(files.get("mark.jsonl"), "rows_written")).isEqualTo(lines);
    for (String name : List.of("huge.jsonl", "latin1.jsonl")) {
      assertThat(number(files.get(name), "rows_written")).as(name).isEqualTo(lines);
      assertThat(number(files.get(name), "rows_dead_lettered")).as(name).isEqualTo(1);
    }
    long deadLettered =
        files.values().stream().mapToLong(file -> number(file, "rows_dead_lettered")).sum();
    assertThat(path.query("SELECT source, message FROM {}wellhead_ops.dead_letters WHERE part = 0"))
        .hasSize((int) deadLettered)
        .allSatisfy(letter -> assertThat((String) letter.get("source")).matches(".*/.*@\\d+"))
        .anySatisfy(letter -> assertThat((String) letter.get("message")).contains("at most"));
    assertThat(
            path.query(
                "SELECT _datastream_metadata.file AS file, COUNT(*) AS events FROM {}"
                    + bronze(events.get(0))
                    + " GROUP BY 1"))
        .filteredOn(row -> String.valueOf(row.get("file")).contains("/sound-"))
        .hasSize(4)
        .allSatisfy(
            row -> {
              String name = String.valueOf(row.get("file")).replaceFirst(".*/", "");
              assertThat(row.get("events")).isEqualTo(files.get(name).get("rows_written"));
            });
  }

  private static String bronze(Event event) {
    String name = event.metadata().get("database") + "_bronze." + event.metadata().get("table");
    return name.replace('-', '_');
  }

  /** A file of these events, which is also one of those to be read. */
  private byte[] sound(String name, FileFormat format, List<Event> events) throws IOException {
    Path root = sound.resolve(name);
    try (ChangeFileWriter writer =
        ChangeFileWriter.into(root).format(format).rotateAt(6_000).open()) {
      for (Event event : events) {
        writer.write(event);
      }
    }
    try (Stream<Path> files = Files.walk(root)) {
      Path largest =
          files
              .filter(Files::isRegularFile)
              .max(Comparator.comparing(path -> path.toFile().length()))
              .orElseThrow();
      byte[] bytes = Files.readAllBytes(largest);
      write("sound-" + name, bytes);
      return bytes;
    }
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private void writeHugeLine(String name, byte[] json) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
      out.write("{\"uuid\":\"".getBytes(UTF_8));
      byte[] chunk = new byte[1 << 20];
      Arrays.fill(chunk, (byte) 'x');
      for (int i = 0; i < HUGE / chunk.length; i++) {
        out.write(chunk);
      }
      out.write("\"}\n".getBytes(UTF_8));
      out.write(json);
    }
  }

  private static byte[] flipped(byte[] bytes, SplittableRandom random) {
    byte[] copy = bytes.clone();
    copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
    return copy;
  }

  private static byte[] noise(SplittableRandom random) {
    byte[] noise = new byte[3_000];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static long number(Map<String, @Nullable Object> row, String column) {
    return (Long) row.getOrDefault(column, 0L);
  }
}
