// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.model.Room;
import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.restream.Origin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.WithNull;
import org.apache.beam.sdk.coders.CannotProvideCoderException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class CorrectionCodersTest {
  private static final Instant NINE = Instant.ofEpochSecond(9);
  private static final CorrectedRange RANGE =
      new CorrectedRange(9102, 1500, 1501, List.of(2201L), NINE);
  private static final String UNANNOUNCED_BYTES =
      "8e47" // site
          + "dc0b" // first second
          + "dd0b" // last second
          + "01" // one change
          + "9911"; // its id
  private static final String RANGE_BYTES =
      "02" // version
          + UNANNOUNCED_BYTES
          + "0900"; // announced at
  private static final String READING_BYTES =
      "02" // version
          + RANGE_BYTES
          + "dc0b" // next second
          + "dd0b" // last second
          + "03" // an unsettled span and a look
          + "d80bdb0b" // the span
          + "de0b0800" // the look
          + "02" // failures
          + "0900"; // not before
  private static final String PIECE_BYTES =
      "03" // version
          + RANGE_BYTES
          + "dc0b" // first second
          + "dd0b" // last second
          + "dc0b" // last settled second
          + "0900" // read at
          + "01" // given before
          + "010466696c6c" // one field
          + "01" // one record
          + "010161" // its version and id
          + "06736974652f32" // room
          + "8e47" // site
          + "dc0b" // second
          + "0900" // received at
          + "03" // origin
          + "019911" // change id
          + "027b7d"; // payload
  private static final String GIVEN_SPAN_BYTES =
      "01" // version
          + "8e47" // site
          + "dc0b" // first second
          + "dd0b" // last second
          + "0900"; // read at
  private static final String REMOVED_BYTES =
      "01" // version
          + "8e47" // site
          + "dc0b" // second
          + "9911" // revision
          + "0900"; // read at
  private static final String ROWS_BYTES =
      "01" // version
          + "8e47" // site
          + "9911" // revision
          + "0298119911" // two changes
          + "dc0b" // first second
          + "dd0b" // last second
          + "0900" // read at
          + "01" // corrected
          + "02" // removed
          + "05" // all rows
          + "03" // invalid
          + "01024e6f"; // the error
  private static final PieceRows ROWS =
      new PieceRows(9102, 2201, List.of(2200L, 2201L), 1500, 1501, NINE, 1, 2, 5, 3, "No");

  private static final RangeProgress PROGRESS =
      new RangeProgress(RANGE, RangeProgress.Kind.ENDED, 2, "no");
  private static final String PROGRESS_BYTES =
      "01" // version
          + RANGE_BYTES
          + "01" // ended
          + "02" // pieces
          + "01026e6f"; // error

  @Test
  void golden_valuesAndBytes_standForEachOther() throws Exception {
    assertStandForEachOther(CorrectedRangeCoder.of(), RANGE, RANGE_BYTES);
    assertStandForEachOther(RangeProgressCoder.of(), PROGRESS, PROGRESS_BYTES);
    assertStandForEachOther(
        RangeReadingCoder.of(),
        new RangeReading(
            RANGE,
            1500,
            1501,
            new RangeReading.Span(1496, 1499),
            new Look(1502, Instant.ofEpochSecond(8)),
            2,
            NINE),
        READING_BYTES);
    assertStandForEachOther(
        CorrectedPieceCoder.of(),
        new CorrectedPiece(
            RANGE,
            1500,
            1501,
            1500,
            NINE,
            true,
            List.of("fill"),
            List.of(record(1500, NINE, "{}"))),
        PIECE_BYTES);
    assertStandForEachOther(
        RemovedSecondCoder.of(), new RemovedSecond(9102, 1500, 2201, NINE), REMOVED_BYTES);
    assertStandForEachOther(PieceRowsCoder.of(), ROWS, ROWS_BYTES);
    assertStandForEachOther(
        GivenSpanCoder.of(), new GivenSpan(9102, 1500, 1501, NINE), GIVEN_SPAN_BYTES);
  }

  @Test
  void rangeOfAnEarlierBuild_knowsOfNoAnnouncement() throws CoderException {
    assertThat(
            CoderUtils.decodeFromByteArray(
                CorrectedRangeCoder.of(), HexFormat.of().parseHex("01" + UNANNOUNCED_BYTES)))
        .isEqualTo(new CorrectedRange(9102, 1500, 1501, List.of(2201L), Instant.EPOCH));
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
      @ForAll long site,
      @ForAll int from,
      @ForAll @IntRange(max = 100_000_000) int length,
      @ForAll @NotEmpty List<Long> ids,
      @ForAll int second,
      @ForAll @IntRange(max = 999_999_999) int nanos,
      @ForAll long settled,
      @ForAll @IntRange int failures,
      @ForAll List<String> texts,
      @ForAll @WithNull String error)
      throws Exception {
    Instant instant = Instant.ofEpochSecond(second, nanos);
    CorrectedRange range = new CorrectedRange(site, from, (long) from + length, ids, instant);
    List<Measurement> records = texts.stream().map(text -> record(second, instant, text)).toList();

    CoderProperties.coderDecodeEncodeEqual(CorrectedRangeCoder.of(), range);
    CoderProperties.coderDecodeEncodeEqual(
        RangeProgressCoder.of(), RangeProgress.ended(range, settled, String.valueOf(texts)));
    CoderProperties.coderDecodeEncodeEqual(RangeProgressCoder.of(), RangeProgress.queued(range));
    CoderProperties.coderDecodeEncodeEqual(
        RangeReadingCoder.of(),
        new RangeReading(
            range,
            from,
            settled,
            length % 2 == 0 ? null : new RangeReading.Span(from, settled),
            length % 3 == 0 ? null : new Look(settled, instant),
            failures,
            instant));
    CoderProperties.coderDecodeEncodeEqual(
        CorrectedPieceCoder.of(),
        new CorrectedPiece(range, from, second, settled, instant, length % 2 == 0, texts, records));
    CoderProperties.coderDecodeEncodeEqual(
        GivenSpanCoder.of(), new GivenSpan(site, from, settled, instant));
    CoderProperties.coderDecodeEncodeEqual(
        RemovedSecondCoder.of(), new RemovedSecond(site, second, settled, instant));
    CoderProperties.coderDecodeEncodeEqual(
        PieceRowsCoder.of(),
        new PieceRows(
            site, settled, ids, from, second, instant, from, length, nanos, failures, error));
  }

  @Test
  void damagedBytes_areRefused() {
    assertRefused(CorrectedRangeCoder.of(), RANGE_BYTES);
    assertRefused(RangeProgressCoder.of(), PROGRESS_BYTES);
    assertRefused(RangeReadingCoder.of(), READING_BYTES);
    assertRefused(CorrectedPieceCoder.of(), PIECE_BYTES);
    assertRefused(RemovedSecondCoder.of(), REMOVED_BYTES);
    assertRefused(PieceRowsCoder.of(), ROWS_BYTES);
    assertRefused(GivenSpanCoder.of(), GIVEN_SPAN_BYTES);
    assertThatThrownBy(
            () ->
                CoderUtils.decodeFromByteArray(
                    CorrectedRangeCoder.of(), HexFormat.of().parseHex("018e47dd0bdc0b019911")))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("from 1501 through 1500");
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

  @Test
  void registry_elements_haveTheseCoders() throws CannotProvideCoderException {
    CoderRegistry registry = CoderRegistry.createDefault();
    assertThat(registry.getCoder(CorrectedRange.class)).isSameAs(CorrectedRangeCoder.of());
    assertThat(registry.getCoder(RangeProgress.class)).isSameAs(RangeProgressCoder.of());
    assertThat(registry.getCoder(CorrectedPiece.class)).isSameAs(CorrectedPieceCoder.of());
    assertThat(registry.getCoder(RemovedSecond.class)).isSameAs(RemovedSecondCoder.of());
    assertThat(registry.getCoder(PieceRows.class)).isSameAs(PieceRowsCoder.of());
  }

  private static Measurement record(long second, Instant at, String payload) {
    return new Measurement(
        "a", Room.site(2), 9102, second, at, Origin.CORRECTION, 2201L, payload.getBytes(UTF_8));
  }
}
