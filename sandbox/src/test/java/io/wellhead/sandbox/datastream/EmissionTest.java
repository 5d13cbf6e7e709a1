// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wellhead.sandbox.datastream.history.TableHistory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmissionTest {
  @TempDir Path folder;

  /** What can be seen of an event without knowing its row. */
  private record Seen(String uuid, String schemaKey, String method) {}

  @ParameterizedTest
  @EnumSource(Source.class)
  void files_holdEveryEvent_andSomeTwice(Source source) throws IOException {
    TableHistory history = TableHistory.builder(source, 11).operations(300).play();
    Emission emission = Emission.builder(history.events(), 5).plan();

    List<Path> files = emission.write(folder.resolve("files"));

    assertThat(files).doesNotHaveDuplicates().hasSizeGreaterThan(20);
    List<String> uuids = new ArrayList<>();
    for (Path file : files) {
      List<Seen> events = read(file);
      assertThat(events).extracting(Seen::schemaKey).containsOnly(schemaKey(file));
      assertThat(events).extracting(Seen::method).containsOnly(method(file));
      events.forEach(event -> uuids.add(event.uuid()));
    }
    Set<String> distinct = new HashSet<>(uuids);
    assertThat(uuids).hasSize((int) emission.emitted());
    assertThat(distinct)
        .hasSizeLessThan(uuids.size())
        .hasSizeGreaterThan(history.events().size())
        .containsExactlyInAnyOrderElementsOf(
            emission.distinctEvents().stream().map(Event::uuid).toList());
  }

  @Test
  void waves_holdFilesOfTheSameMinute() throws IOException {
    TableHistory history = TableHistory.builder(Source.MYSQL, 2).operations(200).play();
    Emission emission = Emission.builder(history.events(), 9).waves(2).plan();

    List<Path> first = emission.write(folder.resolve("files"), 0);
    List<Path> second = emission.write(folder.resolve("files"), 1);

    assertThat(second).isNotEmpty().doesNotContainAnyElementsOf(first);
    assertThat(second.stream().map(Path::getParent))
        .containsAnyElementsOf(first.stream().map(Path::getParent).toList());
  }

  @Test
  void rowsOfOneFile_areNotInTheirOrder() throws IOException {
    TableHistory history = TableHistory.builder(Source.POSTGRESQL, 2).operations(400).play();
    Emission emission =
        Emission.builder(history.events(), 4).duplicates(0).filesPerMinute(1).waves(1).plan();
    List<String> order = history.events().stream().map(Event::uuid).toList();

    List<Path> files = emission.write(folder.resolve("files"));

    assertThat(emission.emitted()).isEqualTo(history.events().size());
    assertThat(files)
        .anySatisfy(
            file ->
                assertThat(read(file).stream().map(event -> order.indexOf(event.uuid())).toList())
                    .isNotEmpty()
                    .satisfies(
                        places ->
                            assertThat(places).isNotEqualTo(places.stream().sorted().toList())));
  }

  private static String schemaKey(Path file) {
    return file.getFileName().toString().substring(0, 40);
  }

  private static String method(Path file) {
    return file.getFileName().toString().split("_", -1)[1];
  }

  private static List<Seen> read(Path file) throws IOException {
    return file.toString().endsWith(".avro") ? avro(file) : json(file);
  }

  private static List<Seen> avro(Path file) throws IOException {
    List<Seen> events = new ArrayList<>();
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
      for (GenericRecord event : reader) {
        events.add(
            new Seen(
                event.get("uuid").toString(),
                event.get("schema_key").toString(),
                event.get("read_method").toString()));
      }
    }
    return events;
  }

  private static List<Seen> json(Path file) throws IOException {
    List<Seen> events = new ArrayList<>();
    ObjectMapper mapper =
        JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
    try (InputStream bytes = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        MappingIterator<JsonNode> lines = mapper.readerFor(JsonNode.class).readValues(plain)) {
      lines.forEachRemaining(
          event ->
              events.add(
                  new Seen(
                      event.get("uuid").asText(),
                      event.get("schema_key").asText(),
                      event.get("read_method").asText())));
    }
    return events;
  }
}
