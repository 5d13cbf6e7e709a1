// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.model.Room;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class RecordFingerprintTest {

  @Test
  void of_sameJson_isTheSameInEveryRelease() {
    assertThat(Long.toHexString(of("{\"timestamp\":1906538400,\"site_id\":9102}")))
        .isEqualTo("5da2868f5e29dc6e");
  }

  @Test
  void of_blanksBetweenTokens_doNotCount() {
    assertThat(of("{ \"timestamp\": 1,\n\t\"valve\" : \"O\" }"))
        .isEqualTo(of("{\"timestamp\":1,\"valve\":\"O\"}"));
  }

  @Test
  void of_blanksInsideOfTexts_count() {
    assertThat(of("{\"a\":\"b c\"}")).isNotEqualTo(of("{\"a\":\"bc\"}"));
    assertThat(of("{ \"a\":\"b\\\" c\"}")).isNotEqualTo(of("{ \"a\":\"b\\\"c\"}"));
    assertThat(of("{ \"a\":\"b\\\\\", \"c\":1}")).isEqualTo(of("{\"a\":\"b\\\\\",\"c\":1}"));
  }

  @Property
  void of_partOfALargerText_isThatOfThePart(
      @ForAll @CharRange(from = ' ', to = '~') String before, @ForAll int value) {
    String json = "{\"a\":" + value + "}";
    byte[] bytes = (before + json).getBytes(StandardCharsets.UTF_8);
    assertThat(RecordFingerprint.of(bytes, bytes.length - json.length(), bytes.length))
        .isEqualTo(of(json));
  }

  @Test
  void recordId_namesSiteSecondAndContent() {
    assertThat(RecordFingerprint.recordId(Room.pad(412), 9102, 1906538400L, 0xabcL))
        .isEqualTo("9102-1906538400-0000000000000abc");
    assertThat(RecordFingerprint.recordId(Room.pad(412), Measurement.NO_SITE, 7, -1))
        .isEqualTo("pad/412-7-ffffffffffffffff");
  }

  private static long of(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return RecordFingerprint.of(bytes, 0, bytes.length);
  }
}
