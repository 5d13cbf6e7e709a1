// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.beam.sdk.io.gcp.bigquery.StorageApiCDC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeSequenceTest {

  /** The examples of BigQuery's documentation: the right one is the later. */
  @ParameterizedTest
  @CsvSource({"B,ABC", "FFF/B,FFF/ABC", "BA/FFFFFFFF,ABC", "ABC,FFF/ABC", "0,8000000000000000"})
  void compareTo_ordersAsBigQueryDocuments(String earlier, String later) {
    assertThat(ChangeSequence.parse(earlier)).isLessThan(ChangeSequence.parse(later));
  }

  @Property(tries = 500)
  void order_isThatOfTheNumbersAndOfTheTexts(
      @ForAll long a, @ForAll long b, @ForAll long c, @ForAll boolean shareHead, @ForAll long d) {
    ChangeSequence left = ChangeSequence.of(a, b, c, d);
    ChangeSequence right =
        shareHead ? ChangeSequence.of(a, b, d, c) : ChangeSequence.of(d, c, b, a);
    int expected = Integer.signum(number(left).compareTo(number(right)));
    assertThat(Integer.signum(left.compareTo(right))).isEqualTo(expected);
    assertThat(Integer.signum(left.toString().compareTo(right.toString()))).isEqualTo(expected);
  }

  @Property(tries = 500)
  void text_isAcceptedByBigQueryAndReadBack(
      @ForAll long a, @ForAll long b, @ForAll long c, @ForAll long d) {
    ChangeSequence sequence = ChangeSequence.of(a, b, c, d);
    assertThat(sequence.toString()).matches(StorageApiCDC.EXPECTED_SQN_PATTERN).hasSize(67);
    assertThat(ChangeSequence.parse(sequence.toString())).isEqualTo(sequence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "1/2/3/4/5", "G", "-1", "+1", "10000000000000000", "1//2"})
  void parse_refusesWhatBigQueryRefuses(String text) {
    assertThatThrownBy(() -> ChangeSequence.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void of_fewerSections_leavesTheOthersZero() {
    assertThat(ChangeSequence.of(255).toString())
        .isEqualTo("00000000000000FF/0000000000000000/0000000000000000/0000000000000000");
  }

  private static BigInteger number(ChangeSequence sequence) {
    BigInteger number = BigInteger.ZERO;
    for (long section :
        new long[] {sequence.first(), sequence.second(), sequence.third(), sequence.fourth()}) {
      number = number.shiftLeft(64).add(new BigInteger(Long.toUnsignedString(section)));
    }
    return number;
  }
}
