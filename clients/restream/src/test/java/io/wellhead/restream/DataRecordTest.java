// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataRecordTest {

  private static DataRecord record(String json) {
    return DataRecord.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void values_keepIntegersAndDecimals_andInfinityIsNull() {
    Map<String, Object> values =
        record(
                """
                {"timestamp": 5, "i": 8, "d": 8.0, "x": 62.099998474121094, "n": null,
                 "inf": "Infinity", "minus": "-Infinity", "nan": "NaN", "valve": "O",
                 "nested": {"inf": "Infinity"}, "list": [1, "Infinity"], "big": 12345678901234567890}
                """)
            .values();

    assertThat(values)
        .containsEntry("i", 8L)
        .containsEntry("d", 8.0)
        .containsEntry("x", 62.099998474121094)
        .containsEntry("n", null)
        .containsEntry("inf", null)
        .containsEntry("minus", "-Infinity")
        .containsEntry("nan", "NaN")
        .containsEntry("valve", "O")
        .containsEntry("nested", Map.of("inf", "Infinity"))
        .containsEntry("list", List.of(1L, "Infinity"))
        .containsEntry("big", new BigInteger("12345678901234567890"));
    assertThat(values.keySet()).startsWith("timestamp", "i", "d", "x");
  }

  @Test
  void json_isWhatWasReceived() {
    String json = "{\"timestamp\":  5 , \"é\": \"Infinity\"}";

    assertThat(new String(record("  " + json + "\n").json(), StandardCharsets.UTF_8))
        .isEqualTo(json);
  }

  @Test
  void timestamp_underTheOldName_isAccepted() {
    assertThat(record("{\"unix_timestamp\": 7}").timestamp()).isEqualTo(7);
    assertThat(record("{\"unix_timestamp\": 7, \"timestamp\": 8}").timestamp()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}| timestamp is missing",
        "{\"a\": {\"timestamp\": 1}}| timestamp is missing",
        "{\"timestamp\": \"1\"}| timestamp is not a whole number",
        "{\"timestamp\": 1.5}| timestamp is not a whole number",
        "{\"timestamp\": null}| timestamp is not a whole number",
        "{\"timestamp\": 99999999999999999999}| timestamp is not a whole number",
        "{\"timestamp\": 1, \"timestamp\": 1}| timestamp stands twice",
        "{\"timestamp\": 1, \"site_id\": \"7\"}| site_id is not a whole number",
        "{\"timestamp\": 1, \"site_id\": 7, \"site_id\": 8}| site_id stands twice"
      })
  void record_withoutUsableTimestampOrSite_saysSo(String json, String problem) {
    DataRecord record = record(json);

    assertThat(record.problem()).hasValue(problem);
    assertThat(record.text()).isEqualTo(json);
    assertThatThrownBy(record::timestamp)
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void values_withAKeyTwice_areRefused() {
    DataRecord record = record("{\"timestamp\": 1, \"a\": null, \"a\": 2}");

    assertThat(record.problem()).isEmpty();
    assertThatThrownBy(record::values)
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("a stands twice");
  }

  @Test
  void timestamps_farAwayInTime_areKept() {
    assertThat(record("{\"timestamp\": 0}").timestamp()).isZero();
    assertThat(record("{\"timestamp\": -1}").timestamp()).isEqualTo(-1);
    assertThat(record("{\"timestamp\": 4102444800}").timestamp()).isEqualTo(4102444800L);
  }

  @Test
  void textForm_hasNoValues() {
    assertThat(record("{\"timestamp\": 1, \"rate\": 77}").toString())
        .contains("timestamp=1")
        .doesNotContain("77");
  }

  @Test
  void json_isACopy() {
    DataRecord record = record("{\"timestamp\": 1}");
    Arrays.fill(record.json(), (byte) 0);

    assertThat(record.text()).isEqualTo("{\"timestamp\": 1}");
  }
}
