// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens to a file's bytes: what is sound is read, the rest is told, and nothing hangs.
 */
class DamagedFilesTest {
  private static final int EVENTS = 12;
  private static final int MOST_BYTES = 1 << 20;

  @TempDir static Path folder;

  /** What a reading gave. */
  private static final class Read implements EventReceiver {
    final List<String> uuids = new ArrayList<>();
    final List<String> failures = new ArrayList<>();

    @Override
    public void event(ChangeEvent event, long offset) {
      uuids.add(event.uuid());
    }

    @Override
    public void failure(ErrorKind kind, String message, long offset, byte[] bytes) {
      failures.add(kind + " at " + offset + ": " + message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "deflate", "snappy"})
  void avro_truncatedAnywhere_givesTheBlocksBefore(String codec) throws Exception {
    byte[] whole = AvroChangeFiles.of(EVENTS, 3, codec);
    int before = 0;
    for (int length = 0; length < whole.length; length++) {
      Read read = read(Arrays.copyOf(whole, length));
      assertThat(read.uuids).isEqualTo(AvroChangeFiles.uuids(read.uuids.size()));
      assertThat(read.uuids.size()).isGreaterThanOrEqualTo(before);
      before = read.uuids.size();
    }
    assertThat(before).isEqualTo(EVENTS - 3);
    assertThat(read(whole).uuids).isEqualTo(AvroChangeFiles.uuids(EVENTS));
    assertThat(read(whole).failures).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "deflate", "snappy"})
  void avro_withABitFlipped_givesTheOtherBlocks(String codec) throws Exception {
    byte[] whole = AvroChangeFiles.of(EVENTS, 3, codec);
    int header = AvroChangeFiles.headerLength(whole);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 500; i++) {
      byte[] damaged = whole.clone();
      int at = header + random.nextInt(whole.length - header);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Read read = read(damaged);
      assertThat(read.uuids.size() + read.failures.size())
          .as("byte %d", at)
          .isGreaterThanOrEqualTo(EVENTS - 6);
    }
  }

  @Test
  void json_truncatedAnywhere_givesTheLinesBefore() throws Exception {
    byte[] whole = JsonChangeFiles.lines(4).getBytes(UTF_8);
    for (int length = 0; length <= whole.length; length++) {
      Read read = read(Arrays.copyOf(whole, length));
      assertThat(read.uuids.size() + read.failures.size()).isBetween(read.uuids.size(), 4);
      assertThat(read.failures.size()).isLessThanOrEqualTo(1);
    }
    assertThat(read(whole).uuids).hasSize(4);
  }

  @Test
  void gzip_truncatedAnywhere_givesWhatCanBeExpanded() throws Exception {
    byte[] whole = gzip(JsonChangeFiles.lines(40));
    for (int length = 2; length < whole.length; length++) {
      Read read = read(Arrays.copyOf(whole, length));
      assertThat(read.failures).as("length %d", length).hasSizeBetween(1, 2);
    }
    assertThat(read(whole).uuids).hasSize(40);
  }

  @Test
  void gzip_ofSeveralMembers_isOneFile() throws Exception {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(gzip(JsonChangeFiles.lines(2)));
    both.write(gzip(JsonChangeFiles.lines(3)));

    assertThat(read(both.toByteArray()).uuids).hasSize(5);
  }

  @Test
  void json_withMarkBlankLinesAndNoEnd_isRead() throws Exception {
    String lines = "\uFEFF\n\n" + JsonChangeFiles.lines(2).strip().replace("\n", "\r\n\r\n");

    Read read = read(lines.getBytes(UTF_8));

    assertThat(read.uuids).hasSize(2);
    assertThat(read.failures).isEmpty();
  }

  @Test
  void json_asArrays_isRead() throws Exception {
    String members = JsonChangeFiles.lines(3).strip().replace("\n", ",\n  ");

    assertThat(read(("[\n  " + members + "\n]\n").getBytes(UTF_8)).uuids).hasSize(3);
    assertThat(read(("[" + members + "]\n[" + members + "]").getBytes(UTF_8)).uuids).hasSize(6);
    assertThat(read("[]".getBytes(UTF_8)).failures).isEmpty();
  }

  @Test
  void badLine_isToldWithItsPlace_andTheOthersAreRead() throws Exception {
    String good = JsonChangeFiles.lines(1);
    byte[] file = (good + "{\"uuid\": nonsense}\n" + good).getBytes(UTF_8);

    Read read = read(file);

    assertThat(read.uuids).hasSize(2);
    assertThat(read.failures)
        .singleElement()
        .asString()
        .startsWith("MALFORMED at " + good.getBytes(UTF_8).length + ": ");
  }

  @Test
  void lineThatIsTooLong_isToldAndPassedOver() throws Exception {
    String good = JsonChangeFiles.lines(1);
    String huge = "{\"uuid\":\"" + "x".repeat(2 * MOST_BYTES) + "\"}\n";

    Read read = read((good + huge + good).getBytes(UTF_8));

    assertThat(read.uuids).hasSize(2);
    assertThat(read.failures).singleElement().asString().contains("at most " + MOST_BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e99999999999", "-7E-3456789012345678901"})
  void numberBeyondAllBounds_isTold(String number) throws Exception {
    String lines = JsonChangeFiles.lines(2);
    String bad = JsonChangeFiles.lines(1).replace("23.5", number);

    Read read = read((lines + bad + lines).getBytes(UTF_8));

    assertThat(read.uuids).hasSize(4);
    assertThat(read.failures)
        .singleElement()
        .asString()
        .startsWith("MALFORMED at " + lines.getBytes(UTF_8).length + ": ");
  }

  @Test
  void lineThatIsNotUtf8_isTold() throws Exception {
    byte[] good = JsonChangeFiles.lines(2).getBytes(UTF_8);
    good[new String(good, UTF_8).indexOf("Ana")] = (byte) 0xFF;

    Read read = read(good);

    assertThat(read.uuids).hasSize(1);
    assertThat(read.failures).singleElement().asString().startsWith("MALFORMED at 0: ");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static Read read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("file"), bytes);
    Read read = new Read();
    try (FileChannel channel = FileChannel.open(file)) {
      new ChangeFileReader(MOST_BYTES).read(channel, read);
    }
    return read;
  }
}
