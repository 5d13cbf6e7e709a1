// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {

  @Property(tries = 300)
  void read_bodyInPieces_givesTheSameRecords(
      @ForAll @IntRange(max = 60) int count, @ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<String> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(record(i, random));
    }
    byte[] body = ("[" + String.join(" ,\n", records) + "]").getBytes(StandardCharsets.UTF_8);

    assertThat(texts(new Pieces(body, random))).isEqualTo(records);
  }

  private static String record(int i, Random random) {
    String filler = "é}{\\\"".repeat(random.nextInt(random.nextInt(50) == 0 ? 40_000 : 40));
    return "{\"timestamp\": " + i + ", \"site_id\": 7, \"text\": \"" + filler + "\", \"n\": {}}";
  }

  @Test
  void read_records_findsTimestampAndSite() throws IOException {
    RecordReader reader = reader("[{\"a\":1,\"timestamp\":1906538400,\"site_id\":9102}]");

    DataRecord record = reader.next();

    assertThat(record.timestamp()).isEqualTo(1906538400);
    assertThat(record.siteId()).hasValue(9102);
    assertThat(reader.next()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "[", "[{\"timestamp\":1}", "[{\"timestamp\":1},", "[{\"timest"})
  void read_bodyThatEndsEarly_isACut(String body) {
    assertThatThrownBy(() -> texts(stream(body))).isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"timestamp\":1}", "[1]", "[[]]", "[{} {}]", "[{}] x", "<html>", "[NaN]"})
  void read_bodyThatIsNoArrayOfObjects_isMalformed(String body) {
    assertThatThrownBy(() -> texts(stream(body)))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageStartingWith("data, record ");
  }

  @Test
  void read_emptyArray_givesNothing() throws IOException {
    assertThat(texts(stream(" [ ] "))).isEmpty();
  }

  private static RecordReader reader(String body) {
    return new RecordReader(stream(body));
  }

  private static InputStream stream(String body) {
    return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> texts(InputStream body) throws IOException {
    RecordReader reader = new RecordReader(body);
    List<String> texts = new ArrayList<>();
    for (DataRecord record = reader.next(); record != null; record = reader.next()) {
      texts.add(record.text());
    }
    return texts;
  }

  /** Gives a few bytes at a time. */
  private static final class Pieces extends ByteArrayInputStream {
    private final Random random;

    Pieces(byte[] bytes, Random random) {
      super(bytes);
      this.random = random;
    }

    @Override
    public synchronized int read(byte[] into, int from, int length) {
      return super.read(into, from, Math.min(length, 1 + random.nextInt(3000)));
    }
  }
}
