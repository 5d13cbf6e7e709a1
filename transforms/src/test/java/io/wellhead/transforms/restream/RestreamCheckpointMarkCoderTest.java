// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class RestreamCheckpointMarkCoderTest {
  private static final RestreamCheckpointMarkCoder CODER = RestreamCheckpointMarkCoder.of();

  @Test
  void decode_goldenBytes_givesTheSameMark() throws Exception {
    RestreamCheckpointMark mark = markOf(List.of(100, 101, 103), true);
    byte[] bytes = CoderUtils.encodeToByteArray(CODER, mark);
    String golden =
        "01" // version
            + "036b6579" // session key
            + "2a05" // connection, frame
            + "01" // replaying
            + "6500" // watermark: 101 s, 0 ns
            + "01" // sites
            + "01" // site id
            + "3b" // frontier: the second before the first minute
            + "0464010200" // emitted: 100 to 101, 103 to 103
            + "80808080808080808001" // nothing forgotten
            + "80808080808080808001" // older generation through
            + "6467" // newer generation from, through
            + "00" // older
            + "18" // newer: three fingerprints
            + "00000000000006a4"
            + "00000000000006b5"
            + "00000000000006d7";
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(golden);
    assertThat(CoderUtils.decodeFromByteArray(CODER, HexFormat.of().parseHex(golden)))
        .isEqualTo(mark);
  }

  @Property
  void decode_anyEncodedMark_givesItBack(
      @ForAll @Size(max = 50) List<@IntRange(min = 0, max = 5000) Integer> seconds,
      @ForAll boolean replaying)
      throws Exception {
    RestreamCheckpointMark mark = markOf(seconds, replaying);
    CoderProperties.coderDecodeEncodeEqual(CODER, mark);
    CoderProperties.coderDeterministic(CODER, mark, CoderUtils.clone(CODER, mark));
  }

  @Test
  void coder_isSerializableAndDeterministic() throws Exception {
    CoderProperties.coderSerializable(CODER);
    CODER.verifyDeterministic();
  }

  @Test
  void decode_cutOrForeignBytes_fails() throws Exception {
    byte[] whole = CoderUtils.encodeToByteArray(CODER, markOf(List.of(1, 2, 9), false));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> CODER.decode(new ByteArrayInputStream(cut)))
          .isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> CODER.decode(new ByteArrayInputStream(new byte[] {2, 0})))
        .hasMessageContaining("version 2");
  }

  private static RestreamCheckpointMark markOf(List<Integer> seconds, boolean replaying) {
    RoomProgress progress = new RoomProgress(Clock.systemUTC(), SiteProgress.NOT_STARTED);
    for (int second : seconds) {
      progress.admit(1, second, second * 17L, true);
    }
    return new RestreamCheckpointMark(
        "key", 42, 5, replaying, Instant.ofEpochSecond(101), progress.snapshot());
  }
}
