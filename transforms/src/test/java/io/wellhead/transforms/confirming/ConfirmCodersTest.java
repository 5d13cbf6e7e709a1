// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.model.Room;
import io.wellhead.transforms.changes.ChangeEvent;
import io.wellhead.transforms.confirming.ChangeLife.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class ConfirmCodersTest {
  private static final Instant NINE = Instant.ofEpochSecond(9);
  private static final Instant TEN = Instant.ofEpochSecond(10);

  private static final Tally TALLY =
      new Tally(
          new Reading(List.of(5L, 2201L), NINE, 60, 119, NINE, null, 2, 1, 3),
          new RowCounts(4, 5, 6, 7, 8, 9, 10),
          "no",
          TEN,
          Tally.Told.FAILED);
  private static final String TALLY_BYTES =
      "03" // version
          + "02059911" // two changes
          + "0900" // announced at
          + "3c77" // first and last second
          + "010900" // first read at
          + "00" // last read at
          + "020103" // queued, ended, given
          + "0405060708090a" // counts of rows
          + "01026e6f" // error
          + "02" // told
          + "010a00"; // failed at
  private static final Confirmation CONFIRMATION =
      new Confirmation(
          9102,
          2201,
          List.of(2201L),
          NINE,
          new Confirmation.Seconds(60, 119, NINE, 59),
          TEN,
          null,
          true,
          3,
          TEN);
  private static final String CONFIRMATION_BYTES =
      "02" // version
          + "8e47" // site
          + "9911" // revision
          + "019911" // one change
          + "0900" // announced at
          + "3c77" // first and last second
          + "010900" // first read at
          + "3b" // records
          + "0a00" // durable at
          + "00" // error
          + "01" // applied
          + "03" // failures
          + "0a00"; // not before
  private static final ChangeLife LIFE =
      new ChangeLife(
          2201,
          event(2201, NINE, "{}"),
          new ChangeLife.Read(TEN, 2202, 59, 1),
          TEN,
          null,
          new Failure(NINE, "no"),
          null);
  private static final String LIFE_BYTES =
      "01" // version
          + "9911" // change
          + "01" // an announcement
          + "01991100" // its version, id, and what is known of it
          + "06736974652f32" // room
          + "0900" // received at
          + "00" // by a listing
          + "027b7d" // payload
          + "01" // a reading
          + "0a00" // at
          + "9a11" // revision
          + "3b01" // written, deleted
          + "010a00" // applied
          + "00" // not confirmed
          + "010900026e6f" // failed
          + "00"; // not refused

  private static final String ANNOUNCEMENT_BYTES =
      "01" // version
          + "9911" // change
          + "0900"; // received at

  @Test
  void bytesOfEarlierBuilds_knowOfNoErrorsTimeAndOfNoAnnouncement() throws Exception {
    Reading reading = TALLY.reading();
    String second = TALLY_BYTES.substring(2, TALLY_BYTES.length() - "010a00".length());
    assertThat(decoded(TallyCoder.of(), "02" + second))
        .isEqualTo(new Tally(reading, TALLY.rows(), "no", null, Tally.Told.FAILED));
    assertThat(decoded(TallyCoder.of(), "01" + second.replaceFirst("0900", "")))
        .isEqualTo(
            new Tally(
                new Reading(reading.changeIds(), Instant.EPOCH, 60, 119, NINE, null, 2, 1, 3),
                TALLY.rows(),
                "no",
                null,
                Tally.Told.FAILED));
    assertThat(
            decoded(
                ConfirmationCoder.of(),
                "01" + CONFIRMATION_BYTES.substring(2).replaceFirst("0900", "")))
        .isEqualTo(
            new Confirmation(
                9102,
                2201,
                List.of(2201L),
                Instant.EPOCH,
                CONFIRMATION.seconds(),
                TEN,
                null,
                true,
                3,
                TEN));
  }

  private static <T> T decoded(Coder<T> coder, String bytes) throws CoderException {
    return CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(bytes));
  }

  @Test
  void golden_valuesAndBytes_standForEachOther() throws Exception {
    assertStandForEachOther(
        AnnouncementCoder.of(), new Announcement(2201, NINE), ANNOUNCEMENT_BYTES);
    assertStandForEachOther(
        NoticeCoder.of(), new Announcement(2201, NINE), "00" + ANNOUNCEMENT_BYTES);
    assertStandForEachOther(NoticeCoder.of(), CONFIRMATION, "01" + CONFIRMATION_BYTES);
    assertStandForEachOther(TallyCoder.of(), TALLY, TALLY_BYTES);
    assertStandForEachOther(ConfirmationCoder.of(), CONFIRMATION, CONFIRMATION_BYTES);
    assertStandForEachOther(ChangeLifeCoder.of(), LIFE, LIFE_BYTES);
  }

  private static <T> void assertStandForEachOther(Coder<T> coder, T value, String bytes)
      throws CoderException {
    assertThat(HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, value)))
        .isEqualTo(bytes);
    assertThat(CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(bytes)))
        .isEqualTo(value);
  }

  @Property(tries = 200)
  void anyValue_survivesEncoding(
      @ForAll long a,
      @ForAll long b,
      @ForAll List<Long> ids,
      @ForAll int second,
      @ForAll @IntRange(max = 999_999_999) int nanos,
      @ForAll @IntRange int failures,
      @ForAll String text,
      @ForAll boolean known)
      throws Exception {
    Instant instant = Instant.ofEpochSecond(second, nanos);
    Instant perhaps = known ? instant : null;
    String error = known ? text : null;
    Failure failure = known ? new Failure(instant, text) : null;
    CoderProperties.coderDecodeEncodeEqual(
        TallyCoder.of(),
        new Tally(
            new Reading(ids, instant, a, b, perhaps, instant, b, a, b),
            new RowCounts(a, b, a, b, a, b, a),
            error,
            perhaps,
            Tally.Told.READ));
    CoderProperties.coderDecodeEncodeEqual(
        ConfirmationCoder.of(),
        new Confirmation(
            a,
            b,
            ids,
            instant,
            new Confirmation.Seconds(a, b, perhaps, a),
            instant,
            error,
            known,
            failures,
            instant));
    CoderProperties.coderDecodeEncodeEqual(NoticeCoder.of(), new Announcement(a, instant));
    CoderProperties.coderDecodeEncodeEqual(
        ChangeLifeCoder.of(),
        new ChangeLife(
            a,
            known ? event(a, instant, text) : null,
            known ? null : new ChangeLife.Read(instant, a, b, a),
            perhaps,
            instant,
            failure,
            known ? null : new Failure(instant, text)));
  }

  @Test
  void damagedBytes_areRefused() {
    assertRefused(TallyCoder.of(), TALLY_BYTES);
    assertRefused(ConfirmationCoder.of(), CONFIRMATION_BYTES);
    assertRefused(ChangeLifeCoder.of(), LIFE_BYTES);
    assertRefused(AnnouncementCoder.of(), ANNOUNCEMENT_BYTES);
  }

  private static void assertRefused(Coder<?> coder, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> coder.decode(new ByteArrayInputStream(cut)))
          .as("%d bytes", length)
          .isInstanceOf(IOException.class);
    }
    bytes[0]++;
    assertThatThrownBy(() -> coder.decode(new ByteArrayInputStream(bytes)))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("version " + bytes[0]);
  }

  private static ChangeEvent event(long id, Instant at, String payload) {
    return new ChangeEvent(
        id,
        null,
        null,
        null,
        null,
        null,
        null,
        Room.site(2),
        at,
        ChangeEvent.Via.LISTING,
        payload.getBytes(UTF_8));
  }
}
