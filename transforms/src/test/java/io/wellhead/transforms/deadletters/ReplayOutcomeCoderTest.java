// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

class ReplayOutcomeCoderTest {
  private static final String WRITTEN_OF_VERSION_1 = "01026964" + "00";
  private static final String FAILED_OF_VERSION_1 = "01026964" + "01" + "03776879";

  @Test
  void encode_keepsTheGoldenBytesOfVersion1() throws CoderException {
    requireGolden(ReplayOutcome.written("id"), WRITTEN_OF_VERSION_1);
    requireGolden(ReplayOutcome.failed("id", "why"), FAILED_OF_VERSION_1);
  }

  private static void requireGolden(ReplayOutcome outcome, String golden) throws CoderException {
    byte[] bytes = CoderUtils.encodeToByteArray(ReplayOutcomeCoder.of(), outcome);
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(golden);
    assertThat(CoderUtils.decodeFromByteArray(ReplayOutcomeCoder.of(), bytes)).isEqualTo(outcome);
  }

  @Test
  void decode_unknownVersion_saysBothVersions() {
    byte[] bytes = HexFormat.of().parseHex("02" + WRITTEN_OF_VERSION_1.substring(2));
    assertThatThrownBy(() -> CoderUtils.decodeFromByteArray(ReplayOutcomeCoder.of(), bytes))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("version 2, expected 1");
  }

  @Property(tries = 100)
  void anyOutcome_survivesTheCoder(@ForAll("outcomes") ReplayOutcome outcome) throws Exception {
    CoderProperties.coderDecodeEncodeEqual(ReplayOutcomeCoder.of(), outcome);
    CoderProperties.coderDeterministic(ReplayOutcomeCoder.of(), outcome, outcome);
    CoderProperties.coderSerializable(ReplayOutcomeCoder.of());
  }

  @Provide
  Arbitrary<ReplayOutcome> outcomes() {
    Arbitrary<String> text = Arbitraries.strings().withCharRange(' ', '\uD7FF').ofMaxLength(20);
    return Combinators.combine(text, text.injectNull(0.3)).as(ReplayOutcome::new);
  }
}
