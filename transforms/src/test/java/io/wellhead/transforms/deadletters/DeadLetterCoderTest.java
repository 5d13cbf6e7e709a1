// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.beam.sdk.coders.CannotProvideCoderException;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class DeadLetterCoderTest {
  private static final DeadLetter LETTER =
      new DeadLetter(
          "0123",
          "Parse frames",
          ErrorKind.MALFORMED,
          "no message",
          "pad/412",
          Instant.parse("2031-02-03T04:05:06.000007Z"),
          Instant.parse("2031-02-03T04:05:07Z"),
          "{".getBytes(StandardCharsets.UTF_8));

  private static final String GOLDEN_VERSION_1 =
      "0104303132330c5061727365206672616d6573094d414c464f524d45440a6e6f206d65737361676501077061642f"
          + "3431320187c1a8ad86acb603c0c5e5ad86acb603017b";

  @Test
  void encode_keepsTheGoldenBytesOfVersion1() throws CoderException {
    byte[] bytes = CoderUtils.encodeToByteArray(DeadLetterCoder.of(), LETTER);
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(GOLDEN_VERSION_1);
    assertThat(CoderUtils.decodeFromByteArray(DeadLetterCoder.of(), bytes)).isEqualTo(LETTER);
  }

  @Test
  void decode_unknownVersion_saysBothVersions() {
    byte[] bytes = HexFormat.of().parseHex("02" + GOLDEN_VERSION_1.substring(2));
    assertThatThrownBy(() -> CoderUtils.decodeFromByteArray(DeadLetterCoder.of(), bytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 2, expected 1");
  }

  @Property(tries = 200)
  void anyDeadLetter_survivesTheCoder(@ForAll("letters") DeadLetter letter) throws Exception {
    CoderProperties.coderDecodeEncodeEqual(DeadLetterCoder.of(), letter);
    CoderProperties.coderDeterministic(DeadLetterCoder.of(), letter, letter);
    CoderProperties.coderSerializable(DeadLetterCoder.of());
  }

  @Test
  void pipelines_findTheCoderByThemselves() throws CannotProvideCoderException {
    assertThat(CoderRegistry.createDefault().getCoder(DeadLetter.class))
        .isEqualTo(DeadLetterCoder.of());
  }

  @Provide
  Arbitrary<DeadLetter> letters() {
    Arbitrary<String> text = Arbitraries.strings().excludeChars(surrogates()).ofMaxLength(20);
    Arbitrary<Instant> instant =
        Arbitraries.longs()
            .between(-62_135_596_800L, 253_402_300_799L)
            .map(second -> Instant.ofEpochSecond(second, Math.floorMod(second, 1_000_000_000)));
    return Combinators.combine(
            text,
            text,
            Arbitraries.of(ErrorKind.class),
            text,
            text.injectNull(0.3),
            instant.injectNull(0.3),
            instant,
            Arbitraries.bytes().array(byte[].class).ofMaxSize(200))
        .as(DeadLetter::new);
  }

  private static char[] surrogates() {
    char[] surrogates = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
    for (int i = 0; i < surrogates.length; i++) {
      surrogates[i] = (char) (Character.MIN_SURROGATE + i);
    }
    return surrogates;
  }
}
