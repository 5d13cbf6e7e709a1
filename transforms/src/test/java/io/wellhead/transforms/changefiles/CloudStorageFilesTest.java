// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import io.wellhead.transforms.TestPipelineExtension;
import io.wellhead.transforms.discovery.FindFiles;
import io.wellhead.transforms.discovery.FoundFile;
import io.wellhead.transforms.discovery.StorageService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Change files in a bucket, read by Beam's file system of Cloud Storage. */
class CloudStorageFilesTest {
  private static final Instant MADE = Instant.parse("2025-11-05T18:24:00Z");
  private static final String MINUTE = "cdc/db_t/2025/11/05/18/23/";
  private static final String BUCKET = "gs://" + StorageService.BUCKET + "/";

  private static StorageService storage;

  @RegisterExtension
  final TestPipelineExtension pipeline = new TestPipelineExtension(storage.options());

  @BeforeAll
  static void start() throws IOException {
    storage = StorageService.start();
  }

  @AfterAll
  static void stop() {
    storage.close();
  }

  @Test
  void bucket_givesTheEventsOfItsFiles_andTheAccountOfEachGeneration() throws Exception {
    byte[] whole = AvroChangeFiles.of(12, 3, "null");
    storage.put(MINUTE + "a.avro", JsonChangeFiles.lines(9).getBytes(UTF_8), MADE);
    long avro = storage.put(MINUTE + "a.avro", AvroChangeFiles.of(12, 3, "snappy"), MADE);
    long damaged = storage.put(MINUTE + "b.avro", Arrays.copyOf(whole, whole.length - 1), MADE);
    long gzip = storage.put(MINUTE + "c +é.jsonl.gz", gzip(JsonChangeFiles.lines(4)), MADE);
    storage.put("other/d.jsonl", JsonChangeFiles.lines(1).getBytes(UTF_8), MADE);

    PCollectionTuple read =
        pipeline.apply("Read", ChangeFileIO.read(FindFiles.of(BUCKET + "cdc/**")));

    PAssert.that(ChangeFileIO.events(read))
        .satisfies(
            events -> {
              assertThat(Iterables.size(events)).isEqualTo(12 + 9 + 4);
              assertThat(events)
                  .extracting(FileEvent::file)
                  .contains(BUCKET + MINUTE + "c +é.jsonl.gz");
              return null;
            });
    PAssert.that(ChangeFileIO.failures(read))
        .satisfies(
            failures -> {
              assertThat(Iterables.getOnlyElement(failures).source())
                  .startsWith(BUCKET + MINUTE + "b.avro@");
              return null;
            });
    PAssert.that(ChangeFileIO.files(read))
        .satisfies(
            files -> {
              assertThat(files)
                  .extracting(
                      file ->
                          "%s %s %d %d"
                              .formatted(
                                  file.format(), file.version(), file.events(), file.failures()))
                  .containsExactlyInAnyOrder(
                      "avro " + avro + " 12 0",
                      "avro " + damaged + " 9 1",
                      "gzip " + gzip + " 4 0");
              return null;
            });
    pipeline.run();
  }

  @Test
  void parts_areReadFromTheirPlaceOn() throws Exception {
    for (byte[] bytes :
        List.of(AvroChangeFiles.of(12, 3, "snappy"), JsonChangeFiles.lines(12).getBytes(UTF_8))) {
      long generation = storage.put("parts/file", bytes, MADE);
      FoundFile file =
          new FoundFile(BUCKET + "parts/file", Long.toString(generation), bytes.length, MADE);
      Outputs outputs = new Outputs();
      for (FilePart part : FilePart.cut(file, bytes.length / 5)) {
        new ReadFileFn(ChangeFileIO.MOST_BYTES, ChangeFileIO.MOST_KEPT, Clock.systemUTC())
            .read(part, outputs);
      }
      assertThat(outputs.of(ChangeFileIO.FILES)).hasSize(5);
      assertThat(outputs.of(ChangeFileIO.FAILURES)).isEmpty();
      assertThat(outputs.of(ChangeFileIO.EVENTS))
          .hasSize(12)
          .extracting(event -> event.event().uuid())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void fileThatIsGone_isToldWithItsPlace() throws Exception {
    Outputs outputs = new Outputs();
    new ReadFileFn(ChangeFileIO.MOST_BYTES, ChangeFileIO.MOST_KEPT, Clock.systemUTC())
        .read(FilePart.whole(new FoundFile(BUCKET + "gone.avro", "1", 3, MADE)), outputs);

    assertThat(outputs.of(ChangeFileIO.FAILURES))
        .extracting(letter -> letter.message() + " " + letter.source())
        .containsExactly("the file is gone " + BUCKET + "gone.avro@0");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
