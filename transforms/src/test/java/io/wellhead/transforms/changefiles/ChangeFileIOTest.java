// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import io.wellhead.transforms.TestPipelineExtension;
import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.EventJson;
import io.wellhead.transforms.changeevents.JsonEventDecoder;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.discovery.FindFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ChangeFileIOTest {
  @RegisterExtension final TestPipelineExtension pipeline = new TestPipelineExtension();

  @TempDir Path folder;

  @Test
  void folder_givesTheEventsOfItsFiles_andTheAccountBalances() throws Exception {
    Path minute = Files.createDirectories(folder.resolve("db_t/2025/11/05/18/23"));
    Files.write(minute.resolve("a.avro"), AvroChangeFiles.of(12, 3, "snappy"));
    byte[] whole = AvroChangeFiles.of(12, 3, "null");
    Files.write(minute.resolve("b.avro"), Arrays.copyOf(whole, whole.length - 1));
    Files.write(minute.resolve("c.jsonl"), JsonChangeFiles.lines(4).getBytes(UTF_8));
    Files.write(minute.resolve("empty.avro"), new byte[0]);
    Files.write(minute.resolve("_SUCCESS"), "done".getBytes(UTF_8));

    PCollectionTuple read = pipeline.apply("Read", ChangeFileIO.read(FindFiles.of(folder + "/**")));

    PAssert.that(ChangeFileIO.events(read))
        .satisfies(
            events -> {
              assertThat(Iterables.size(events)).isEqualTo(12 + 9 + 4);
              return null;
            });
    PAssert.that(ChangeFileIO.failures(read))
        .satisfies(
            failures -> {
              assertThat(Iterables.getOnlyElement(failures).source()).contains("b.avro@");
              return null;
            });
    PAssert.that(ChangeFileIO.files(read))
        .satisfies(
            files -> {
              assertThat(files)
                  .extracting(file -> file.format() + " " + file.events() + " " + file.failures())
                  .containsExactlyInAnyOrder(
                      "avro 12 0", "avro 9 1", "json 4 0", "empty 0 0", "other 0 0");
              return null;
            });
    pipeline.run();
  }

  @Test
  void whatCannotBeRead_staysInTheFile_ifItMayHoldWhatIsHidden() throws Exception {
    Files.writeString(folder.resolve("a.jsonl"), JsonChangeFiles.lines(1) + "{\"card\": abc4711\n");

    PCollectionTuple read =
        pipeline.apply("Read", ChangeFileIO.read(FindFiles.of(folder + "/**")).withoutUnread());

    PAssert.that(ChangeFileIO.failures(read))
        .satisfies(
            failures -> {
              DeadLetter letter = Iterables.getOnlyElement(failures);
              assertThat(letter.source()).contains("a.jsonl@");
              assertThat(letter.toString() + new String(letter.payload(), UTF_8))
                  .contains("16 bytes, in the file only")
                  .doesNotContain("4711");
              return null;
            });
    pipeline.run();
  }

  @Test
  void events_keepEverythingInTheirCoder_andAsJson() throws Exception {
    byte[] line = JsonChangeFiles.lines(1).strip().getBytes(UTF_8);
    ChangeEvent event = new JsonEventDecoder().decode(line, 0, line.length);

    CoderProperties.coderDecodeEncodeEqual(
        FileEventCoder.of(), new FileEvent("file", "1", 7, event));
    CoderProperties.coderDeterministic(
        FileEventCoder.of(),
        new FileEvent("file", "1", 7, event),
        new FileEvent("file", "1", 7, event));
    byte[] again = EventJson.event(event);
    assertThat(new JsonEventDecoder().decode(again, 0, again.length)).isEqualTo(event);
  }
}
