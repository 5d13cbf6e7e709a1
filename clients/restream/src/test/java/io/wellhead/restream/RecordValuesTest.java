// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wellhead.restream.model.SharedResponses;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The values of a record are those that Jackson's own binding reads from the same bytes. */
class RecordValuesTest {
  private static final ObjectMapper JACKSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  @Property
  void values_anyRecord_areThoseThatJacksonReads(@ForAll("records") String json) throws Exception {
    Map<?, ?> expected = JACKSON.readValue(json, LinkedHashMap.class);
    Map<String, Object> values = values(json);
    assertThat(values).isEqualTo(expected);
    assertThat(values.keySet().stream().map(Object.class::cast).toList())
        .isEqualTo(List.copyOf(expected.keySet()));
    expected.forEach((name, value) -> assertThat(values.get(name)).isEqualTo(value));
    assertThat(values.containsKey("absent")).isFalse();
    assertThat(values.get("absent")).isNull();
  }

  @Test
  void values_recordedData_areThoseThatJacksonReads() throws Exception {
    List<Path> files = SharedResponses.data();
    assumeThat(files).as("recorded responses beside the checkout").isNotEmpty();
    for (Path file : files) {
      List<?> expected = JACKSON.readValue(file.toFile(), List.class);
      assertThat(expected).isNotEmpty();
      try (InputStream in = Files.newInputStream(file)) {
        RecordReader reader = new RecordReader(in);
        for (Object record : expected) {
          assertThat(reader.next().values()).isEqualTo(record);
        }
        assertThat(reader.next()).isNull();
      }
    }
  }

  @Property
  void number_anyDouble_isReadToTheLastBit(@ForAll double value) {
    Object read = values("{\"x\":" + value + "}").get("x");
    assertThat(Double.doubleToLongBits((Double) read)).isEqualTo(Double.doubleToLongBits(value));
  }

  @Property
  void number_anyLong_isThatLong(@ForAll long value) {
    assertThat(values("{\"x\":" + value + "}")).containsEntry("x", value);
  }

  @Test
  void number_beyondLong_isABigInteger() {
    String beyond = BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE).toString();
    assertThat(values("{\"x\":" + beyond + "}")).containsEntry("x", new BigInteger(beyond));
  }

  @Test
  void number_beyondDouble_isRefusedByName() {
    assertThatThrownBy(() -> values("{\"rate\":1e999}"))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("rate is beyond the range of a double");
  }

  @Test
  void name_withAnEscape_standsForTheSameName() {
    assertThat(values("{\"a\\u0062\":1}")).containsEntry("ab", 1L);
    assertThatThrownBy(() -> values("{\"ab\":1,\"a\\u0062\":2}"))
        .hasMessageContaining("ab stands twice");
  }

  @Test
  void values_cannotBeChanged() {
    Map<String, Object> values = values("{\"a\":1}");
    assertThatThrownBy(() -> values.put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> values.remove("a")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(values::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Provide
  static Arbitrary<String> records() {
    Arbitrary<String> text =
        Arbitraries.oneOf(
            Arbitraries.of("O", "C", "frac_frac", "NaN", "-Infinity", "é°", "\"\\\n\u0001"),
            Arbitraries.strings().withCharRange(' ', '\u00ff').ofMaxLength(12));
    Arbitrary<String> value =
        Arbitraries.oneOf(
            Arbitraries.of("null", "true", "false", "0", "-0", "-0.0", "1E-7", "[1,\"x\"]", "{}"),
            Arbitraries.of("{\"a\": {\"b\": [null, 1.5]}}", " 8.0 ", "62.099998474121094"),
            Arbitraries.longs().map(String::valueOf),
            Arbitraries.doubles().map(String::valueOf),
            Arbitraries.bigDecimals().ofScale(3).map(Object::toString),
            text.map(RecordValuesTest::quoted));
    return Arbitraries.maps(text.filter(name -> !name.isEmpty()), value)
        .ofMaxSize(200)
        .map(RecordValuesTest::object);
  }

  private static String object(Map<String, String> fields) {
    StringBuilder json = new StringBuilder("{");
    fields.forEach(
        (name, value) ->
            json.append(json.length() == 1 ? " " : ", ")
                .append(quoted(name))
                .append(" : ")
                .append(value));
    return json.append(" }").toString();
  }

  private static String quoted(String text) {
    try {
      return JACKSON.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, Object> values(String json) {
    return DataRecord.parse(json.getBytes(StandardCharsets.UTF_8)).values();
  }
}
