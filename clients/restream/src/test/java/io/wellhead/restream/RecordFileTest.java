// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.model.Room;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ReStream API, section 6.5. */
class RecordFileTest {

  @TempDir Path folder;

  private static Iterator<DataRecord> records(String... json) {
    return Arrays.stream(json)
        .map(text -> DataRecord.parse(text.getBytes(StandardCharsets.UTF_8)))
        .iterator();
  }

  @Test
  void json_holdsTheRecordsAsReceived_inAsciiAndWithoutInfinity() throws IOException {
    Path file = folder.resolve("new/sub/a.json");

    SavedFile saved =
        RecordFile.save(
            records("{\"timestamp\": 1, \"a\": \"é\"}", "{\"timestamp\":2,\"b\":\"Infinity\"}"),
            file,
            SaveMode.CREATE);

    assertThat(saved).isEqualTo(new SavedFile(file, 2));
    assertThat(Files.readString(file))
        .isEqualTo("[{\"timestamp\": 1, \"a\": \"\\u00e9\"},\n{\"timestamp\":2,\"b\":null}]");
    assertThat(filesIn(file.getParent())).containsExactly("a.json");
  }

  @Test
  void csv_hasAllColumns_inTheOrderOfTheirFirstAppearance() throws IOException {
    Path file = folder.resolve("a.csv");

    RecordFile.save(
        records(
            "{\"timestamp\": 1, \"n\": 1, \"d\": 1, \"flag\": true, \"t\": \"x,\\\"y\\\"\"}",
            "{\"timestamp\": 2, \"d\": 2.50, \"site_id\": 9, \"tiny\": 0.00001, \"t\": \"z\"}",
            "{\"timestamp\": 3, \"n\": 12345678, \"d\": 12345678.9, \"flag\": false}"),
        file,
        SaveMode.CREATE);

    assertThat(Files.readString(file))
        .isEqualTo(
            """
            timestamp,n,d,flag,t,site_id,tiny
            1,1.0,1.0,1.0,"x,""y""\",,
            2,,2.5,,z,9.0,1.0E-5
            3,12345678.0,12345678.9,0.0,,,
            """);
    assertThat(filesIn(folder)).containsExactly("a.csv");
  }

  @Test
  void csv_withoutRecords_isOneEmptyLine() throws IOException {
    Path file = folder.resolve("a.csv");
    RecordFile.save(records(), file, SaveMode.CREATE);

    assertThat(Files.readString(file)).isEqualTo("\n");
  }

  @Test
  void existingFile_isRefused_orReplacedOnDemand() throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), "old");

    assertThatThrownBy(() -> RecordFile.save(records(), file, SaveMode.CREATE))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("a.json");
    assertThat(Files.readString(file)).isEqualTo("old");

    RecordFile.save(records(), file, SaveMode.REPLACE);
    assertThat(Files.readString(file)).isEqualTo("[]");
  }

  @Test
  void failureWhileSaving_leavesTheOldFileAndNoPart() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "old");
    Iterator<DataRecord> broken =
        Stream.concat(
                Stream.of("{\"timestamp\": 1}"),
                Stream.generate(
                    () -> {
                      throw new IllegalStateException("cut");
                    }))
            .map(text -> DataRecord.parse(text.getBytes(StandardCharsets.UTF_8)))
            .iterator();

    assertThatThrownBy(() -> RecordFile.save(broken, file, SaveMode.REPLACE))
        .isInstanceOf(IllegalStateException.class);
    assertThat(Files.readString(file)).isEqualTo("old");
    assertThat(filesIn(folder)).containsExactly("a.csv");
  }

  @Test
  void otherEndings_areRefused() {
    for (String name : List.of("a.JSON", "a.txt", "json")) {
      assertThatThrownBy(() -> RecordFile.save(records(), Path.of(name), SaveMode.CREATE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(".json or .csv");
    }
  }

  @Test
  void convertJsonToCsv_givesTheSameRows() throws IOException {
    Path json = Files.writeString(folder.resolve("a.json"), "[{\"a\": 1},{\"b\": \"x\"}]");
    Path csv = folder.resolve("a.csv");

    assertThat(RecordFile.convertJsonToCsv(json, csv, SaveMode.CREATE).records()).isEqualTo(2);
    assertThat(Files.readString(csv)).isEqualTo("a,b\n1.0,\n,x\n");
  }

  @Test
  void dataStream_isSaved_inPlaceOrInTheBackground() throws Exception {
    try (FakeRestream server = new FakeRestream();
        RestreamClient client = server.client(new FakeTime())) {
      server.answer("/external/thirdparty/v1/sites/1/data/", "[{\"timestamp\": 1}]");
      DataStream data = client.data(Room.site(1), DataRequest.DEFAULT);

      data.save(folder.resolve("a.json"), SaveMode.CREATE).execute();
      data.save(folder.resolve("b.json"), SaveMode.CREATE).submit().get(10, TimeUnit.SECONDS);

      assertThat(folder.resolve("b.json")).hasSameTextualContentAs(folder.resolve("a.json"));
      assertThat(Files.readString(folder.resolve("a.json"))).isEqualTo("[{\"timestamp\": 1}]");
      assertThatThrownBy(() -> data.save(Path.of("x.txt"), SaveMode.CREATE))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
