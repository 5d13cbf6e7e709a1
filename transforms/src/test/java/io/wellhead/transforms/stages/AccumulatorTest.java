// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AccumulatorTest {
  private static final String GOLDEN =
      "02" // two values
          + "40140000000000000000000000000000" // sum 5
          + "403e0000000000000000000000000000" // rate seconds 30
          + "40000000000000004008000000000000" // min 2, max 3
          + "40080000000000004000000000000000" // first 3, last 2
          + "646e"; // first and last second

  @Test
  void figures_ofSomeValues() {
    Accumulator values = new Accumulator();
    values.add(100, 3);
    values.add(110, 6);
    values.add(300, 1.5);

    assertThat(values.count()).isEqualTo(3);
    assertThat(values.sum()).isEqualTo(10.5);
    assertThat(values.min()).isEqualTo(1.5);
    assertThat(values.max()).isEqualTo(6);
    assertThat(values.first()).isEqualTo(3);
    assertThat(values.last()).isEqualTo(1.5);
    assertThat(values.firstSecond()).isEqualTo(100);
    assertThat(values.lastSecond()).isEqualTo(300);
  }

  @Test
  void rateMinutes_holdEachSampleUntilTheNextButNoLongerThanAMinute() {
    Accumulator values = new Accumulator();
    values.add(100, 3);
    assertThat(values.rateMinutes()).isZero();
    values.add(110, 6);
    assertThat(values.rateMinutes()).isEqualTo(0.5);
    values.add(300, 100);
    assertThat(values.rateMinutes()).isEqualTo(6.5);
  }

  @Test
  void negativeValuesAlone_haveANegativeMaximum() {
    Accumulator values = new Accumulator();
    values.add(1, -3);
    values.add(2, -5);

    assertThat(values.max()).isEqualTo(-3);
    assertThat(values.min()).isEqualTo(-5);
  }

  @Test
  void golden_bytesAndValues_standForEachOther() throws IOException {
    Accumulator values = new Accumulator();
    values.add(100, 3);
    values.add(110, 2);

    assertThat(HexFormat.of().formatHex(bytes(values))).isEqualTo(GOLDEN);
    assertThat(Accumulator.decode(new ByteArrayInputStream(HexFormat.of().parseHex(GOLDEN))))
        .isEqualTo(values);
    assertThat(bytes(new Accumulator())).containsExactly(0);
  }

  /** Wherever a computation is interrupted, kept and taken up again, nothing differs. */
  @Property(tries = 200)
  void anySplit_givesTheSame(
      @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = -1e6, max = 1e6) Double> values,
      @ForAll @Size(min = 60, max = 60) List<@IntRange(min = 1, max = 150) Integer> gaps,
      @ForAll @Size(min = 60, max = 60) List<Boolean> cuts)
      throws IOException {
    Accumulator whole = new Accumulator();
    Accumulator parts = new Accumulator();
    long second = 1_906_538_400L;
    for (int i = 0; i < values.size(); i++) {
      second += gaps.get(i);
      whole.add(second, values.get(i));
      parts.add(second, values.get(i));
      if (cuts.get(i)) {
        parts = Accumulator.decode(new ByteArrayInputStream(bytes(parts)));
      }
    }

    assertThat(parts).isEqualTo(whole);
    BigDecimal exact =
        values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(whole.sum()).isCloseTo(exact.doubleValue(), within(1e-9));
  }

  /** Plain addition loses all of it. */
  @Test
  void smallSummands_areNotLostBesideALargeOne() {
    Accumulator values = new Accumulator();
    values.add(0, 1e16);
    for (int second = 1; second <= 1000; second++) {
      values.add(second, 1);
    }
    values.add(1001, -1e16);

    assertThat(values.sum()).isEqualTo(1000);
  }

  private static byte[] bytes(Accumulator accumulator) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    accumulator.encode(out);
    return out.toByteArray();
  }
}
