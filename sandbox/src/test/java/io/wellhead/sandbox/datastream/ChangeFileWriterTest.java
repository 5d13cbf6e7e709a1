// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.sandbox.ManualClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeFileWriterTest {
  private final ManualClock clock = new ManualClock(Events.NOON);

  @TempDir Path folder;

  @Test
  void events_ofOneTableMinuteAndSchema_areOneFile() throws Exception {
    try (ChangeFileWriter writer = writer().prefix("cdc/pg").open()) {
      writer.write(Events.of(1, Events.NOON, "a"));
      writer.write(Events.of(2, Events.NOON.plusSeconds(59), "a"));
      writer.write(Events.of(3, Events.NOON.plusSeconds(60), "a"));
    }

    assertThat(files())
        .hasSize(2)
        .allMatch(file -> file.matches("cdc/pg/public_audits/2025/11/05/12/0[01]/" + name("avro")));
    assertThat(avro(files().get(0))).extracting(Object::toString).hasSize(2);
    assertThat(avro(files().get(1))).hasSize(1);
  }

  @Test
  void files_areNotSeen_beforeTheyAreWhole() throws Exception {
    try (ChangeFileWriter writer = writer().open()) {
      writer.write(Events.of(1, Events.NOON, "a"));
      assertThat(files()).isEmpty();

      writer.flush();
      assertThat(files()).hasSize(1);
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(root());
    }
  }

  @Test
  void change_ofTheColumns_closesTheFile() throws Exception {
    try (ChangeFileWriter writer = writer().open()) {
      writer.write(Events.of(1, Events.NOON, "a"));
      writer.write(Events.of(2, Events.NOON, "b"));

      assertThat(files()).hasSize(1);
    }
    assertThat(files()).hasSize(2);
    assertThat(avro(files().get(0)).get(0).get("schema_key"))
        .isNotEqualTo(avro(files().get(1)).get(0).get("schema_key"));
  }

  @Test
  void rotation_comesWithTime() throws Exception {
    try (ChangeFileWriter writer = writer().rotateAfter(Duration.ofSeconds(15)).open()) {
      writer.write(Events.of(1, Events.NOON, "a"));
      clock.advance(Duration.ofSeconds(14));
      writer.rotate();
      assertThat(files()).isEmpty();

      clock.advance(Duration.ofSeconds(1));
      writer.rotate();
      assertThat(files()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(FileFormat.class)
  void rotation_comesWithSize_andNothingIsLost(FileFormat format) throws Exception {
    try (ChangeFileWriter writer = writer().format(format).rotateAt(4000).open()) {
      for (int i = 0; i < 200; i++) {
        writer.write(Events.of(i, Events.NOON, "a"));
      }
    }

    assertThat(files()).hasSizeGreaterThan(2).allMatch(file -> file.endsWith(format.extension()));
    List<String> uuids = new ArrayList<>();
    for (String file : files()) {
      uuids.addAll(uuids(file));
    }
    assertThat(uuids).doesNotHaveDuplicates().hasSize(200);
  }

  @Test
  void secondWriter_intoTheSameFolder_keepsTheFilesOfTheFirst() throws Exception {
    for (int run = 0; run < 2; run++) {
      try (ChangeFileWriter writer = writer().open()) {
        writer.write(Events.of(run, Events.NOON, "a"));
      }
    }

    assertThat(files()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(FileFormat.class)
  void value_ofAnotherClass_isRefusedWithItsColumn(FileFormat format) throws Exception {
    Row row = new Row(Events.of(1, Events.NOON, "a").row().schema(), List.of("one"));
    Event event = Events.of(Events.AUDITS, row, "u", Events.NOON);
    try (ChangeFileWriter writer = writer().format(format).open()) {
      assertThatThrownBy(() -> writer.write(event))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("name=a")
          .hasMessageContaining("one");
    }
    assertThat(files()).isEmpty();
  }

  private ChangeFileWriter.Builder writer() {
    return ChangeFileWriter.into(root()).clock(clock);
  }

  private Path root() {
    return folder.resolve("files");
  }

  private static String name(String extension) {
    return "[0-9a-f]{40}_postgresql-cdc_\\d+_\\d+_\\d+\\." + extension;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(root())) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root().relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private List<String> uuids(String file) throws IOException {
    if (file.endsWith(".avro")) {
      return avro(file).stream().map(event -> event.get("uuid").toString()).toList();
    }
    try (InputStream bytes = Files.newInputStream(root().resolve(file));
        InputStream plain = file.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes) {
      return new String(plain.readAllBytes(), UTF_8)
          .lines()
          .map(line -> line.substring(line.indexOf("0000"), line.indexOf("\",")))
          .toList();
    }
  }

  private List<GenericRecord> avro(String file) throws IOException {
    List<GenericRecord> events = new ArrayList<>();
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(root().resolve(file).toFile(), new GenericDatumReader<>())) {
      assertThat(reader.getSchema().getType()).isEqualTo(Schema.Type.RECORD);
      reader.forEach(events::add);
    }
    return events;
  }
}
