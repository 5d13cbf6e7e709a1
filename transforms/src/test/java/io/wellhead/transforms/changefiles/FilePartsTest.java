// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.deadletters.ErrorKind;
import io.wellhead.transforms.discovery.FoundFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.testing.CoderProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever a file is cut, its parts together give what the whole gives: nothing twice or lost. */
class FilePartsTest {
  private static final int MOST_BYTES = 1 << 20;

  @TempDir static Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"null", "snappy"})
  void avro_cutAnywhere_givesEachEventOnce(String codec) throws Exception {
    byte[] file = AvroChangeFiles.of(5, 2, codec);
    assertThat(read(write(file), 0, Long.MAX_VALUE)).hasSize(5);
    requireSameFromParts(file, AvroChangeFiles.headerLength(file) - 20);
    for (int cut : new int[] {1, 4, 500}) {
      assertThat(read(write(file), cut, Long.MAX_VALUE)).hasSize(5);
      assertThat(read(write(file), 0, cut)).isEmpty();
    }
  }

  @Test
  void avro_damagedAndCutAnywhere_givesEachEventOnce() throws Exception {
    byte[] whole = AvroChangeFiles.of(4, 1, "null");
    int header = AvroChangeFiles.headerLength(whole);
    SplittableRandom random = new SplittableRandom(11);
    int damages = 0;
    for (int i = 0; i < 4; i++) {
      byte[] file = whole.clone();
      int at = header + random.nextInt(whole.length - header);
      file[at] ^= (byte) (1 << random.nextInt(8));
      damages += read(write(file), 0, Long.MAX_VALUE).toString().contains("damage") ? 1 : 0;
      requireSameFromParts(file, header - 20);
    }
    assertThat(damages).isPositive();
  }

  @Test
  void lines_cutAnywhere_giveEachEventOnce() throws Exception {
    String lines = JsonChangeFiles.lines(3);
    String odd =
        "\uFEFF \n"
            + lines.replace("\n", "\r\n\n  \n ")
            + "{\"uuid\": nonsense}\n\n"
            + lines.strip();
    assertThat(read(write(odd.getBytes(UTF_8)), 0, Long.MAX_VALUE)).hasSize(7);
    requireSameFromParts(odd.getBytes(UTF_8), 1);
  }

  @Test
  void whatCannotBeCut_isReadWithTheFirstPart() throws Exception {
    String lines = JsonChangeFiles.lines(3).strip();
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(lines.getBytes(UTF_8));
    }
    for (byte[] file :
        List.of(gzip.toByteArray(), ("[\n" + lines.replace("\n", ",\n") + "]").getBytes(UTF_8))) {
      assertThat(read(write(file), 0, 20)).hasSize(3);
      assertThat(read(write(file), 20, Long.MAX_VALUE)).isEmpty();
    }
  }

  @Test
  void file_isCutBySize() throws Exception {
    FoundFile file = new FoundFile("f", "1", 250, Instant.EPOCH);

    assertThat(FilePart.cut(file, 64))
        .containsExactly(
            new FilePart(file, 0, 3, 0, 64),
            new FilePart(file, 1, 3, 64, 128),
            new FilePart(file, 2, 3, 128, Long.MAX_VALUE));
    assertThat(FilePart.cut(new FoundFile("f", "1", 0, Instant.EPOCH), 64))
        .extracting(FilePart::to)
        .containsExactly(Long.MAX_VALUE);
    CoderProperties.coderDecodeEncodeEqual(
        FilePartCoder.of(), new FilePart(file, 2, 3, 128, Long.MAX_VALUE));
  }

  private static void requireSameFromParts(byte[] bytes, int firstCut) throws IOException {
    Path file = write(bytes);
    List<String> whole = read(file, 0, Long.MAX_VALUE);
    for (int cut = firstCut; cut < bytes.length; cut++) {
      int second = cut + 1 + cut % 97;
      List<String> parts = read(file, 0, cut);
      parts.addAll(read(file, cut, second));
      parts.addAll(read(file, second, Long.MAX_VALUE));
      assertThat(parts).as("cut at %d and %d", cut, second).isEqualTo(whole);
    }
  }

  private static Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file"), bytes);
  }

  /** Events and failures in their order, with their places. */
  private static List<String> read(Path file, long from, long to) throws IOException {
    List<String> read = new ArrayList<>();
    EventReceiver receiver =
        new EventReceiver() {
          @Override
          public void event(ChangeEvent event, long offset) {
            read.add(event.uuid() + " at " + offset);
          }

          @Override
          public void failure(ErrorKind kind, String message, long offset, byte[] left) {
            read.add("damage at " + offset + ": " + message);
          }
        };
    try (FileChannel channel = FileChannel.open(file)) {
      new ChangeFileReader(MOST_BYTES).read(channel, from, to, receiver);
    }
    return read;
  }
}
