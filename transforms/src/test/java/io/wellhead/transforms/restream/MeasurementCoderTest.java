// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.model.Room;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
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

class MeasurementCoderTest {
  private static final MeasurementCoder CODER = MeasurementCoder.of();

  private static final Measurement LIVE =
      new Measurement(
          "9102-1906538400-00000000deadbeef",
          Room.pad(412),
          9102,
          1906538400L,
          Instant.parse("2030-06-01T12:00:02.123456789Z"),
          Origin.LIVE,
          null,
          "{\"timestamp\":1906538400,\"site_id\":9102}".getBytes(StandardCharsets.UTF_8));

  private static final Measurement CORRECTION =
      new Measurement(
          "9102-1906538400-00000000deadbeef",
          Room.site(9102),
          9102,
          1906538400L,
          Instant.parse("2030-06-01T12:00:02Z"),
          Origin.CORRECTION,
          77L,
          new byte[0]);

  @Test
  void decode_goldenBytes_giveTheSameMeasurements() throws Exception {
    String live =
        "ASA5MTAyLTE5MDY1Mzg0MDAtMDAwMDAwMDBkZWFkYmVlZgdwYWQvNDEyjkeg742NB8Knjo0HlZrv"
            + "OgAAJ3sidGltZXN0YW1wIjoxOTA2NTM4NDAwLCJzaXRlX2lkIjo5MTAyfQ==";
    assertThat(Base64.getEncoder().encodeToString(CoderUtils.encodeToByteArray(CODER, LIVE)))
        .isEqualTo(live);
    assertThat(CoderUtils.decodeFromByteArray(CODER, Base64.getDecoder().decode(live)))
        .isEqualTo(LIVE);
  }

  @Property
  void decode_anyEncodedMeasurement_givesItBack(@ForAll("measurements") Measurement measurement)
      throws Exception {
    CoderProperties.coderDecodeEncodeEqual(CODER, measurement);
  }

  @Property
  void encode_twoMeasurements_giveEqualBytesExactlyWhenTheyAreEqual(
      @ForAll("measurements") Measurement one, @ForAll("measurements") Measurement other)
      throws Exception {
    assertThat(
            Arrays.equals(
                CoderUtils.encodeToByteArray(CODER, one),
                CoderUtils.encodeToByteArray(CODER, other)))
        .isEqualTo(one.equals(other));
  }

  @Test
  void coder_keepsBeamsPromises() throws Exception {
    CoderProperties.coderSerializable(CODER);
    Measurement copy = CoderUtils.clone(CODER, LIVE);
    CoderProperties.coderDeterministic(CODER, LIVE, copy);
    CoderProperties.coderDecodeEncodeEqual(CODER, CORRECTION);
    CODER.verifyDeterministic();
  }

  @Test
  void registry_measurement_hasThisCoder() throws CannotProvideCoderException {
    assertThat(CoderRegistry.createDefault().getCoder(Measurement.class)).isSameAs(CODER);
  }

  @Test
  void decode_otherVersion_saysWhichIsRead() {
    assertThatThrownBy(() -> CoderUtils.decodeFromByteArray(CODER, new byte[] {9}))
        .isInstanceOf(CoderException.class)
        .hasMessageContaining("version 9")
        .hasMessageContaining("version 1");
  }

  @Test
  void decode_cutBytes_fails() throws Exception {
    byte[] whole = CoderUtils.encodeToByteArray(CODER, LIVE);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> CODER.decode(new ByteArrayInputStream(cut)))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void toString_neverShowsThePayload() {
    assertThat(LIVE.toString()).contains("pad/412").doesNotContain("timestamp");
  }

  @Provide
  Arbitrary<Measurement> measurements() {
    Arbitrary<Room> rooms =
        Combinators.combine(
                Arbitraries.of(true, false), Arbitraries.longs().between(1, Integer.MAX_VALUE))
            .as((pad, id) -> pad ? Room.pad(id) : Room.site(id));
    Arbitrary<Instant> instants =
        Combinators.combine(
                Arbitraries.longs().between(0, 4_102_444_800L),
                Arbitraries.integers().between(0, 999_999_999))
            .as(Instant::ofEpochSecond);
    return Combinators.combine(
            Arbitraries.strings().ofMaxLength(40),
            rooms,
            Arbitraries.longs(),
            Arbitraries.longs(),
            instants,
            Arbitraries.of(Origin.class),
            Arbitraries.longs().injectNull(0.5),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(300))
        .as(Measurement::new);
  }
}
