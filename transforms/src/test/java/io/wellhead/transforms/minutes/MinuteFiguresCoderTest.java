// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.minutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.transforms.warehouse.ChangeSequence;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class MinuteFiguresCoderTest {
  private static final MinuteFigures GOLDEN =
      new MinuteFigures(9102, 60, "a", 1, 2, 1.5, 1, 2, 2, 0, ChangeSequence.of(0, 2, 300, 1));
  private static final String GOLDEN_BYTES =
      "01"
          + "8e47"
          + "3c"
          + "0161" // version, site, minute, field
          + "3ff0000000000000"
          + "4000000000000000"
          + "3ff8000000000000" // min, max, mean
          + "3ff0000000000000"
          + "4000000000000000" // first, last
          + "02"
          + "00"
          + "0002ac0201"; // count, revision, sequence

  @Property(tries = 200)
  void anyFigures_surviveEncoding(
      @ForAll long site, @ForAll String field, @ForAll double value, @ForAll long section)
      throws Exception {
    CoderProperties.coderDecodeEncodeEqual(
        MinuteFiguresCoder.of(),
        new MinuteFigures(
            site,
            section,
            field,
            value,
            -value,
            value,
            0,
            value,
            section,
            site,
            ChangeSequence.of(site, section, 1, 2)));
  }

  @Test
  void golden_figuresAndBytes_standForEachOther() throws Exception {
    byte[] bytes = CoderUtils.encodeToByteArray(MinuteFiguresCoder.of(), GOLDEN);

    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(GOLDEN_BYTES);
    assertThat(
            CoderUtils.decodeFromByteArray(
                MinuteFiguresCoder.of(), HexFormat.of().parseHex(GOLDEN_BYTES)))
        .isEqualTo(GOLDEN);
  }

  @Test
  void decode_unknownVersion_isRefusedByName() {
    assertThatThrownBy(
            () -> CoderUtils.decodeFromByteArray(MinuteFiguresCoder.of(), new byte[] {9}))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("version 9");
  }
}
