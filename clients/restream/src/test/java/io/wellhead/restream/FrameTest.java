// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

  static Frame frame(String text) {
    return Frame.of(1, Instant.EPOCH, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void records_ofAnObject_isOne() {
    Frame frame = frame("{\"session_key\": \"k\", \"message\": {\"timestamp\": 5, \"a\": 1}}");

    assertThat(frame.records())
        .singleElement()
        .satisfies(record -> assertThat(record.text()).isEqualTo("{\"timestamp\": 5, \"a\": 1}"));
  }

  @Test
  void records_ofAnArray_areAllInOrder() {
    Frame frame =
        frame("{\"message\": [{\"timestamp\":1}, {\"timestamp\":2} ] , \"session_key\": [{}]}");

    assertThat(frame.records()).extracting(DataRecord::timestamp).containsExactly(1L, 2L);
  }

  @Test
  void records_ofNothing_areNone() {
    assertThat(frame("{\"message\": null}").records()).isEmpty();
    assertThat(frame("{\"message\": []}").records()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "",
        "null",
        "[]",
        "{",
        "{}",
        "{\"session_key\":\"k\"}",
        "{\"message\":1}",
        "{\"message\":\"x\"}",
        "{\"message\":[1]}",
        "{\"message\":{\"a\":NaN}}",
        "{\"message\":{\"timestamp\":1}",
        "{\"message\":[{\"timestamp\":1}",
        "{\"message\":[",
        "{\"message\":{}} {}",
        "{\"message\":{},\"message\":{}}",
        "{\"message\":",
        "{\"message\"",
        "{\"message\":[{},]}",
        "{\"message\":{},}"
      })
  void records_ofAnythingElse_isMalformed(String text) {
    assertThatThrownBy(() -> frame(text).records())
        .isInstanceOf(MalformedDataException.class)
        .hasMessageStartingWith("frame: ");
  }

  @Test
  void records_withoutTimestamp_areThereWithTheirProblem() {
    Frame frame = frame("{\"message\": [{\"a\": 1}, {\"timestamp\": 2}]}");

    assertThat(frame.records()).hasSize(2);
    assertThat(frame.records().get(0).problem()).hasValue("timestamp is missing");
    assertThat(frame.records().get(1).problem()).isEmpty();
  }
}
