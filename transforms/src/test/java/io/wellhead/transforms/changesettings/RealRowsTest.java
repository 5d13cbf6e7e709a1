// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.EventJson;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.PlainText;
import io.wellhead.transforms.changefiles.FileSample;
import io.wellhead.transforms.discovery.FoundFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of every type that real streams wrote, through settings of all their columns. */
@EnabledIfEnvironmentVariable(named = "WELLHEAD_SHARED", matches = ".+")
class RealRowsTest {
  /** Shorter texts may stand in a digest, or elsewhere in the row, by chance. */
  private static final int LONG_ENOUGH = 6;

  @TempDir Path folder;

  static Stream<Path> files() throws IOException {
    Path root = Path.of(System.getenv("WELLHEAD_SHARED"), "datastream-samples");
    try (Stream<Path> all = Files.walk(root)) {
      return all
          .filter(path -> path.toString().matches(".*\\.(avro|jsonl)"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static List<ChangeEvent> events(Path file) throws IOException {
    return FileSample.of(
            new FoundFile(file.toString(), "1", Files.size(file), Instant.EPOCH), Integer.MAX_VALUE)
        .events();
  }

  /** Settings that say the same of every column of an event. */
  private static ChangeTransforms settings(ChangeEvent event, String rules, String more)
      throws IOException {
    StringBuilder columns = new StringBuilder();
    for (PayloadColumn column : event.payload().schema().columns()) {
      columns.append("\n    ").append(EventJson.text(column.name())).append(": ").append(rules);
    }
    return ChangeSettings.read(
            "real.yaml",
            "tables:\n- match: {table: \"*\"}\n" + more + "  columns:" + columns + "\n")
        .open();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyValue_hasAText_andTheShardJoinsTheKey(Path file) throws Exception {
    for (ChangeEvent event : events(file)) {
      ChangeTransforms settings =
          settings(
              event,
              "{type: STRING}",
              "  shard: {column: place, value: \"{database}-{stream}\"}\n");
      CurrentRow row = settings.current(settings.received(event));
      Map<String, @Nullable Object> values = Rows.values(row.event());
      assertThat(row.notes()).isEmpty();
      Rows.values(event)
          .forEach(
              (name, value) ->
                  assertThat(values.get(name))
                      .as(name)
                      .isEqualTo(value == null ? null : PlainText.of(value)));
      assertThat(values.get("place")).asString().endsWith(SourceNames.of(event).stream());
      assertThat(row.key())
          .hasSize(event.source().keys().isEmpty() ? 0 : event.source().keys().size() + 1);
      row.key().forEach(key -> assertThat(values).containsKey(key));
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void hashedRows_tellNothing(Path file) throws Exception {
    Path salt = Files.writeString(folder.resolve("salt"), "pepper");
    for (ChangeEvent event : events(file)) {
      ChangeTransforms settings =
          settings(event, "{hash: {salt: " + EventJson.text("file:" + salt) + "}}", "");
      String stored = new String(EventJson.payload(settings.received(event).payload()), UTF_8);
      for (Object value : event.payload().values()) {
        String text = value == null ? "" : EventJson.text(PlainText.of(value));
        if (text.length() >= LONG_ENOUGH) {
          assertThat(stored).doesNotContain(text);
        }
      }
    }
  }
}
