// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.instances;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.model.Room;
import io.wellhead.transforms.restream.InstanceUpdate;
import io.wellhead.transforms.restream.InstanceUpdateCoder;
import io.wellhead.transforms.restream.Origin;
import java.time.Instant;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class InstanceRowCoderTest {
  private static final InstanceUpdate UPDATE =
      new InstanceUpdate(
          "r",
          InstanceUpdate.Kind.STAGE,
          9102,
          Room.site(9102),
          Instant.ofEpochSecond(5),
          Origin.REPLAY,
          new byte[] {1, 2},
          null);

  @Property(tries = 100)
  void anyRow_survivesEncoding(@ForAll String key, @ForAll boolean deleted) throws Exception {
    CoderProperties.coderDecodeEncodeEqual(
        InstanceRowCoder.of(), new InstanceRow(UPDATE, deleted ? key : null));
  }

  @Test
  void golden_rowAndBytes_standForEachOther() throws Exception {
    byte[] update = CoderUtils.encodeToByteArray(InstanceUpdateCoder.of(), UPDATE);
    String golden = "01" + HexFormat.of().formatHex(update) + "01" + "0161";
    InstanceRow row = new InstanceRow(UPDATE, "a");

    assertThat(CoderUtils.encodeToByteArray(InstanceRowCoder.of(), row))
        .isEqualTo(HexFormat.of().parseHex(golden));
    assertThat(
            CoderUtils.decodeFromByteArray(InstanceRowCoder.of(), HexFormat.of().parseHex(golden)))
        .isEqualTo(row);
  }

  @Test
  void decode_unknownVersion_isRefusedByName() {
    assertThatThrownBy(() -> CoderUtils.decodeFromByteArray(InstanceRowCoder.of(), new byte[] {9}))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("version 9");
  }
}
