// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.cli.verify.Minutes.Figures;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The recomputation notices what is not equal. */
class MinutesTest {
  @Test
  void figures_areThoseOfTheMinuteInTheOrderOfTime() {
    Minutes minutes = new Minutes();
    minutes.add(120, record("{\"tds\":3}"));
    minutes.add(121, record("{\"tds\":5.5,\"mode\":\"a\"}"));
    minutes.add(179, record("{\"tds\":1}"));
    minutes.add(180, record("{\"tds\":7}"));

    assertThat(minutes.rows())
        .isEqualTo(
            Map.of(
                new Minutes.Key(120, "tds"),
                new Figures(1, 5.5, 9.5 / 3, 3, 1, 3),
                new Minutes.Key(180, "tds"),
                new Figures(7, 7, 7, 7, 7, 1)));
  }

  @Test
  void anyOtherFigure_isNotEqual() {
    Figures figures = new Figures(1, 5, 3, 2, 4, 6);

    assertThat(figures.isEqualTo(new Figures(1, 5, 3 + 1e-12, 2, 4, 6))).isTrue();
    assertThat(figures.isEqualTo(new Figures(0, 5, 3, 2, 4, 6))).isFalse();
    assertThat(figures.isEqualTo(new Figures(1, 6, 3, 2, 4, 6))).isFalse();
    assertThat(figures.isEqualTo(new Figures(1, 5, 3.001, 2, 4, 6))).isFalse();
    assertThat(figures.isEqualTo(new Figures(1, 5, 3, 1, 4, 6))).isFalse();
    assertThat(figures.isEqualTo(new Figures(1, 5, 3, 2, 5, 6))).isFalse();
    assertThat(figures.isEqualTo(new Figures(1, 5, 3, 2, 4, 5))).isFalse();
  }

  @Test
  void differences_nameTheFieldsOfEitherSide() {
    StoredRecord one =
        record("{\"timestamp\":5,\"a\":1.0,\"b\":\"O\",\"c\":null,\"d\":\"Infinity\",\"e\":[1,2]}");
    StoredRecord other = record("{\"a\":1,\"b\":\"C\",\"e\":[1,3],\"f\":0}");

    assertThat(one.differences(other)).containsExactly("b", "e", "f");
    assertThat(one.differences(one)).isEmpty();
  }

  private static StoredRecord record(String json) {
    return StoredRecord.ofJson(json.getBytes(UTF_8));
  }
}
