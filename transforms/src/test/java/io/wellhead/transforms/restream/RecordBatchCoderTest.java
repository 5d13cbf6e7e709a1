// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.model.Room;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class RecordBatchCoderTest {
  private static final RecordBatchCoder CODER = RecordBatchCoder.of();

  @Test
  void decode_goldenBytes_givesTheSameBatch() throws Exception {
    RecordBatch batch = new RecordBatch(List.of(measurement(1)), List.of());
    String golden =
        "01" // version
            + "01" // measurements
            + "01" // version of the measurement
            + "0472202d31" // record id
            + "07" // room
            + HexFormat.of().formatHex("pad/412".getBytes(StandardCharsets.UTF_8))
            + "05" // site
            + "01" // event time
            + "0200" // received at
            + "00" // origin
            + "00" // no change
            + "027b7d" // payload
            + "00"; // defects
    assertThat(HexFormat.of().formatHex(CoderUtils.encodeToByteArray(CODER, batch)))
        .isEqualTo(golden);
    assertThat(CoderUtils.decodeFromByteArray(CODER, HexFormat.of().parseHex(golden)))
        .isEqualTo(batch);
  }

  @Property(tries = 50)
  void decode_anyEncodedBatch_givesItBack(
      @ForAll @IntRange(max = 30) int measurements, @ForAll @IntRange(max = 5) int defects)
      throws Exception {
    RecordBatch batch =
        new RecordBatch(
            IntStream.range(0, measurements).mapToObj(RecordBatchCoderTest::measurement).toList(),
            IntStream.range(0, defects).mapToObj(RecordBatchCoderTest::defect).toList());
    CoderProperties.coderDecodeEncodeEqual(CODER, batch);
    CoderProperties.coderDeterministic(CODER, batch, CoderUtils.clone(CODER, batch));
  }

  @Test
  void coder_isSerializableAndDeterministic() throws Exception {
    CoderProperties.coderSerializable(CODER);
    CODER.verifyDeterministic();
  }

  @Test
  void decode_hugeCount_isRefusedBeforeMemoryIsTaken() {
    byte[] huge = {1, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7};
    assertThatThrownBy(() -> CODER.decode(new ByteArrayInputStream(huge)))
        .hasMessageContaining("count");
  }

  private static Measurement measurement(int number) {
    return new Measurement(
        "r -" + number,
        Room.pad(412),
        5,
        number,
        Instant.ofEpochSecond(2),
        Origin.LIVE,
        null,
        "{}".getBytes(StandardCharsets.UTF_8));
  }

  private static DeadLetter defect(int number) {
    DeadLetter.Subject subject = new DeadLetter.Subject(new byte[] {(byte) number}, "pad/1", null);
    return DeadLetter.of("step", ErrorKind.INVALID, "message", subject, Instant.EPOCH);
  }
}
