// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.model.Room;
import io.wellhead.transforms.changes.ChangeEvent.Via;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class ChangeCodersTest {
  private static final ChangeEvent EVENT =
      new ChangeEvent(
          2201,
          9102L,
          Instant.ofEpochSecond(1500),
          Instant.ofEpochSecond(1501, 5),
          "t",
          "s",
          Instant.ofEpochSecond(7),
          Room.pad(412),
          Instant.ofEpochSecond(9),
          Via.SOCKET,
          "{}".getBytes(UTF_8));
  private static final String EVENT_BYTES =
      "01" // version
          + "9911" // change id
          + "3f" // everything is known
          + "8e47" // site id
          + "dc0b00" // start
          + "dd0b05" // end
          + "0174" // type
          + "0173" // subtype
          + "0700" // created at
          + "077061642f343132" // room
          + "0900" // received at
          + "01" // via
          + "027b7d"; // payload
  private static final String BARE_BYTES =
      "01" + "00" + "00" + "06736974652f32" + "0900" + "00" + "00";

  private static final ChangeMark MARK =
      new ChangeMark(
          7,
          3,
          Instant.ofEpochSecond(1500),
          new TreeMap<>(Map.of(2201L, new TreeSet<>(Set.of(255L, -1L)))));
  private static final String MARK_BYTES =
      "01" // version
          + "0000000000000007" // watch
          + "03" // emitted
          + "dc0b00" // watermark
          + "01" // one change
          + "9911" // its id
          + "02" // two contents
          + "ffffffffffffffff"
          + "00000000000000ff";

  @Test
  void golden_eventsAndBytes_standForEachOther() throws Exception {
    ChangeEvent bare =
        new ChangeEvent(
            ChangeEvent.NO_CHANGE,
            null,
            null,
            null,
            null,
            null,
            null,
            Room.site(2),
            Instant.ofEpochSecond(9),
            Via.LISTING,
            new byte[0]);

    assertThat(hex(EVENT)).isEqualTo(EVENT_BYTES);
    assertThat(event(EVENT_BYTES)).isEqualTo(EVENT);
    assertThat(hex(bare)).isEqualTo(BARE_BYTES);
    assertThat(event(BARE_BYTES)).isEqualTo(bare);
  }

  @Test
  void golden_markAndBytes_standForEachOther() throws Exception {
    assertThat(HexFormat.of().formatHex(CoderUtils.encodeToByteArray(ChangeMarkCoder.of(), MARK)))
        .isEqualTo(MARK_BYTES);
    assertThat(
            CoderUtils.decodeFromByteArray(
                ChangeMarkCoder.of(), HexFormat.of().parseHex(MARK_BYTES)))
        .isEqualTo(MARK);
  }

  @Property(tries = 300)
  void anyEvent_survivesEncoding(
      @ForAll long id,
      @ForAll @IntRange(max = 63) int known,
      @ForAll long site,
      @ForAll int second,
      @ForAll @IntRange(max = 999_999_999) int nanos,
      @ForAll String text,
      @ForAll byte[] payload,
      @ForAll Via via)
      throws Exception {
    Instant instant = Instant.ofEpochSecond(second, nanos);
    ChangeEvent event =
        new ChangeEvent(
            id,
            (known & 1) == 0 ? null : site,
            (known & 2) == 0 ? null : instant,
            (known & 4) == 0 ? null : instant.plusSeconds(5),
            (known & 8) == 0 ? null : text,
            (known & 16) == 0 ? null : text + "2",
            (known & 32) == 0 ? null : instant.minusSeconds(5),
            Room.site(2),
            instant,
            via,
            payload);

    CoderProperties.coderDecodeEncodeEqual(ChangeEventCoder.of(), event);
  }

  @Property(tries = 200)
  void anyMark_survivesEncoding(@ForAll Map<Long, Set<Long>> contents, @ForAll long id)
      throws Exception {
    SortedMap<Long, SortedSet<Long>> emitted = new TreeMap<>();
    contents.forEach((change, fingerprints) -> emitted.put(change, new TreeSet<>(fingerprints)));

    CoderProperties.coderDecodeEncodeEqual(
        ChangeMarkCoder.of(), new ChangeMark(id, 9, Instant.ofEpochSecond(4), emitted));
  }

  @Test
  void damagedBytes_areRefused() {
    assertThatThrownBy(() -> event("02" + EVENT_BYTES.substring(2)))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("version 2");
    assertThatThrownBy(() -> event(EVENT_BYTES.replace("99113f", "991140")))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("64");
    assertThatThrownBy(() -> event(EVENT_BYTES.replace("0900" + "01", "0900" + "02")))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("via code 2");
    byte[] bytes = HexFormat.of().parseHex(EVENT_BYTES);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ChangeEventCoder.of().decode(new ByteArrayInputStream(cut)))
          .as("%d bytes", length)
          .isInstanceOf(IOException.class);
    }
  }

  private static String hex(ChangeEvent event) throws CoderException {
    return HexFormat.of().formatHex(CoderUtils.encodeToByteArray(ChangeEventCoder.of(), event));
  }

  private static ChangeEvent event(String hex) throws CoderException {
    return CoderUtils.decodeFromByteArray(ChangeEventCoder.of(), HexFormat.of().parseHex(hex));
  }
}
