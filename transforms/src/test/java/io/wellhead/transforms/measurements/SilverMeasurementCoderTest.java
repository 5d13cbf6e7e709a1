// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.model.Room;
import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.restream.MeasurementCoder;
import io.wellhead.transforms.restream.Origin;
import java.time.Instant;
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

class SilverMeasurementCoderTest {
  private static final Measurement MEASUREMENT =
      new Measurement(
          "r1",
          Room.pad(412),
          9102,
          1906538400,
          Instant.ofEpochSecond(1906538402),
          Origin.LIVE,
          null,
          "{\"slurry_rate\":1.5,\"x\":2}".getBytes(UTF_8));

  /** Behind the version comes the measurement, whose own golden bytes its own test keeps. */
  private static final String GOLDEN_TAIL =
      "ac02" // checksum 300
          + "02"
          + "3ff8000000000000"
          + "7ff8000000000000" // two numbers, the second is none
          + "02"
          + "00"
          + "01"
          + "0143" // two texts, the first is none
          + "01"
          + "07"
          + "7b2278223a327d"; // other fields {"x":2}

  @Property(tries = 200)
  void anyRow_survivesEncoding(@ForAll("rows") SilverMeasurement row) throws Exception {
    CoderProperties.coderDecodeEncodeEqual(SilverMeasurementCoder.of(), row);
  }

  @Test
  void encode_goldenRow_givesTheStoredBytes() throws Exception {
    byte[] bytes = CoderUtils.encodeToByteArray(SilverMeasurementCoder.of(), golden());

    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("01" + measurementHex() + GOLDEN_TAIL);
  }

  @Test
  void decode_storedBytes_givesTheGoldenRow() throws Exception {
    byte[] bytes = HexFormat.of().parseHex("01" + measurementHex() + GOLDEN_TAIL);

    assertThat(CoderUtils.decodeFromByteArray(SilverMeasurementCoder.of(), bytes))
        .isEqualTo(golden());
  }

  @Test
  void decode_unknownVersion_isRefusedByName() {
    assertThatThrownBy(
            () -> CoderUtils.decodeFromByteArray(SilverMeasurementCoder.of(), new byte[] {9}))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("version 9");
  }

  private static String measurementHex() throws CoderException {
    return HexFormat.of()
        .formatHex(CoderUtils.encodeToByteArray(MeasurementCoder.of(), MEASUREMENT));
  }

  private static SilverMeasurement golden() {
    return new SilverMeasurement(
        MEASUREMENT, 300, new double[] {1.5, Double.NaN}, new String[] {null, "C"}, "{\"x\":2}");
  }

  @Provide
  Arbitrary<SilverMeasurement> rows() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 1L << 32),
            Arbitraries.doubles().array(double[].class).ofMaxSize(5),
            Arbitraries.strings().ofMaxLength(5).injectNull(0.3).array(String[].class).ofMaxSize(3),
            Arbitraries.strings().ofMaxLength(20).injectNull(0.3))
        .as(
            (content, numbers, texts, other) ->
                new SilverMeasurement(MEASUREMENT, content, numbers, texts, other));
  }
}
