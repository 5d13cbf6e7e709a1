// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.model.Room;
import io.wellhead.transforms.restream.InstanceUpdate.Kind;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InstanceCodersTest {
  private static final InstanceUpdate UPDATE =
      new InstanceUpdate(
          "r1",
          Kind.SITE,
          9102,
          Room.pad(412),
          Instant.ofEpochSecond(1500, 5),
          Origin.REPLAY,
          "{}".getBytes(UTF_8),
          "[]".getBytes(UTF_8));
  private static final String UPDATE_BYTES =
      "01"
          + "027231"
          + "01"
          + "8e47" // version, record id, kind, instance id
          + "077061642f343132"
          + "dc0b05"
          + "01" // room, received at, origin
          + "027b7d"
          + "01"
          + "025b5d"; // payload, live

  private static final InstanceMark MARK =
      new InstanceMark(
          7,
          3,
          Instant.ofEpochSecond(1500),
          new TreeMap<>(Map.of("pad/1", 255L)),
          new TreeMap<>(Map.of(9102L, "{}".getBytes(UTF_8))));
  private static final String MARK_BYTES =
      "01"
          + "0000000000000007"
          + "03"
          + "dc0b00" // version, watch, emitted, watermark
          + "01"
          + "057061642f31"
          + "00000000000000ff" // one fingerprint
          + "01"
          + "8e47"
          + "027b7d"; // one live update

  @Test
  void golden_updateAndBytes_standForEachOther() throws Exception {
    assertThat(hex(CoderUtils.encodeToByteArray(InstanceUpdateCoder.of(), UPDATE)))
        .isEqualTo(UPDATE_BYTES);
    assertThat(
            CoderUtils.decodeFromByteArray(
                InstanceUpdateCoder.of(), HexFormat.of().parseHex(UPDATE_BYTES)))
        .isEqualTo(UPDATE);
  }

  @Test
  void golden_markAndBytes_standForEachOther() throws Exception {
    assertThat(hex(CoderUtils.encodeToByteArray(InstanceMarkCoder.of(), MARK)))
        .isEqualTo(MARK_BYTES);
    assertThat(
            CoderUtils.decodeFromByteArray(
                InstanceMarkCoder.of(), HexFormat.of().parseHex(MARK_BYTES)))
        .isEqualTo(MARK);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyKind_survivesEncoding(Kind kind) throws Exception {
    CoderProperties.coderDecodeEncodeEqual(
        InstanceUpdateCoder.of(),
        InstanceUpdate.of(
            kind, 1, Room.site(2), Instant.ofEpochSecond(9), Origin.LIVE, new byte[] {1}));
  }

  @Property(tries = 200)
  void anyUpdate_survivesEncoding(
      @ForAll String id, @ForAll long instance, @ForAll byte[] payload, @ForAll int nanos)
      throws Exception {
    InstanceUpdate update =
        new InstanceUpdate(
            id,
            Kind.STAGE,
            instance,
            Room.site(2),
            Instant.ofEpochSecond(1, Math.floorMod(nanos, 1_000_000_000)),
            Origin.LIVE,
            payload,
            payload.length % 2 == 0 ? null : payload);

    CoderProperties.coderDecodeEncodeEqual(InstanceUpdateCoder.of(), update);
  }

  @Property(tries = 200)
  void anyMark_survivesEncoding(
      @ForAll Map<String, Long> fingerprints, @ForAll byte[] live, @ForAll long id)
      throws Exception {
    InstanceMark mark =
        new InstanceMark(
            id,
            9,
            Instant.ofEpochSecond(4),
            new TreeMap<>(fingerprints),
            new TreeMap<>(Map.of(id, live)));

    CoderProperties.coderDecodeEncodeEqual(InstanceMarkCoder.of(), mark);
  }

  @Test
  void damagedBytes_areRefused() throws Exception {
    byte[] bytes = HexFormat.of().parseHex(UPDATE_BYTES);
    byte[] unknownKind = bytes.clone();
    unknownKind[4] = 9;
    byte[] unknownVersion = bytes.clone();
    unknownVersion[0] = 2;

    assertThatThrownBy(() -> CoderUtils.decodeFromByteArray(InstanceUpdateCoder.of(), unknownKind))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("kind code 9");
    assertThatThrownBy(
            () -> CoderUtils.decodeFromByteArray(InstanceUpdateCoder.of(), unknownVersion))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("version 2");
    assertThatThrownBy(
            () ->
                CoderUtils.decodeFromByteArray(
                    InstanceUpdateCoder.of(), Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(Exception.class);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
