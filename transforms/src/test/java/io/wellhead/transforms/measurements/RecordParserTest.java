// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordParserTest {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final RecordParser parser =
      new RecordParser(
          new PromotedFields(List.of("wl_depth", "slurry_rate"), List.of("swab_valve")));

  @Test
  void parse_promotedFields_becomeTypedValuesAndAllOthersText() throws Exception {
    RecordFields fields =
        parse(
            """
            {"timestamp": 1906538400, "slurry_rate": 88.0999984741211, "tds": 1.50,
             "site_id": 9102, "swab_valve": "C", "lid_valve": "O"}""");

    assertThat(fields.numbers()).containsExactly(Double.NaN, 88.0999984741211);
    assertThat(fields.texts()).containsExactly("C");
    assertThat(fields.otherFields()).isEqualTo("{\"tds\":1.50,\"lid_valve\":\"O\"}");
    assertThat(numbers(fields)).isEqualTo(Map.of("slurry_rate", 88.0999984741211, "tds", 1.5));
  }

  @Test
  void parse_nothingButTheKey_hasNoOtherFields() throws Exception {
    RecordFields fields = parse("{\"timestamp\": 1906538402, \"site_id\": 9102}");

    assertThat(fields.otherFields()).isNull();
    assertThat(fields.numericNames()).isEmpty();
    assertThat(fields.numbers()).containsOnly(Double.NaN);
    assertThat(fields.texts()).containsOnlyNulls();
  }

  @Test
  void parse_infinityStringAndNull_areNoValue() throws Exception {
    RecordFields fields =
        parse(
            "{\"slurry_rate\": \"Infinity\", \"tds\": \"Infinity\", \"orp\": null, \"swab_valve\": null}");

    assertThat(fields.numbers()).containsOnly(Double.NaN);
    assertThat(fields.texts()).containsOnlyNulls();
    assertThat(fields.otherFields()).isEqualTo("{\"tds\":null,\"orp\":null}");
    assertThat(fields.numericNames()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12345678901234567890.123456789012345678",
        "-0.0",
        "1e5",
        "8.0",
        "{\"a\":[1.10,{\"b\":null},true],\"c\":{}}",
        "[]",
        "[[1],[2,3]]",
        "\"line\\nbreak \\\"quoted\\\"\"",
        "false"
      })
  void parse_valueOfAnUnknownField_isKeptAsReceived(String value) throws Exception {
    assertThat(parse("{\"x\": 1, \"new\": " + value + ", \"y\": 2}").otherFields())
        .isEqualTo("{\"x\":1,\"new\":" + value + ",\"y\":2}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{\"slurry_rate\": \"fast\"}|INVALID|slurry_rate",
        "{\"slurry_rate\": true}|INVALID|slurry_rate",
        "{\"slurry_rate\": [1]}|INVALID|slurry_rate",
        "{\"slurry_rate\": 1e999}|INVALID|slurry_rate",
        "{\"swab_valve\": 1}|INVALID|swab_valve",
        "{\"new\": 1e999}|INVALID|new",
        "{\"slurry_rate\": \"NaN\"}|INVALID|slurry_rate",
        "{\"new\": \"NaN\"}|INVALID|new",
        "{\"slurry_rate\": \"nan\"}|INVALID|string NaN",
        "{\"swab_valve\": \"NAN\"}|INVALID|swab_valve",
        "{\"new\": \"nAn\"}|INVALID|new",
        "{\"new\": 1, \"slurry_rate\": 2, \"new\": 1}|INVALID|new",
        "{\"slurry_rate\": 2, \"slurry_rate\": 2}|INVALID|slurry_rate",
        "{\"site_id\": 2, \"site_id\": 2}|INVALID|site_id",
        "{\"slurry_rate\": NaN}|MALFORMED|NaN",
        "{\"slurry_rate\": 1|MALFORMED|end-of-input",
        "{\"slurry_rate\": 1} {}|MALFORMED|follows",
        "[1]|INVALID|object"
      })
  void parse_badRecord_saysWhatIsWrong(String json, ErrorKind kind, String named) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOfSatisfying(
            InvalidRecordException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(named);
  }

  @Test
  void parse_afterABadRecord_startsAfresh() throws Exception {
    assertThatThrownBy(() -> parse("{\"tds\": 1, \"slurry_rate\": 3, \"orp\": \"NaN\"}"))
        .isInstanceOf(InvalidRecordException.class);

    RecordFields fields = parse("{\"tds\": 2}");

    assertThat(fields.otherFields()).isEqualTo("{\"tds\":2}");
    assertThat(fields.numbers()).containsOnly(Double.NaN);
    assertThat(numbers(fields)).isEqualTo(Map.of("tds", 2.0));
  }

  @Test
  void parse_moreNamesThanAreRemembered_stillFindsDuplicates() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      parse("{\"made_up_" + i + "\": 1}");
    }

    assertThatThrownBy(() -> parse("{\"one_more\": 1, \"one_more\": 1}"))
        .hasMessageContaining("one_more");
    assertThat(parse("{\"one_more\": 1}").otherFields()).isEqualTo("{\"one_more\":1}");
  }

  @Property
  void anyRecord_losesNoFieldAndNoDigit(@ForAll("records") Map<String, Object> record)
      throws Exception {
    RecordFields fields = parser.parse(MAPPER.writeValueAsBytes(record));

    String other = fields.otherFields();
    JsonNode others = other == null ? MAPPER.createObjectNode() : MAPPER.readTree(other);
    Map<String, Object> rest = new LinkedHashMap<>(record);
    rest.keySet().removeAll(List.of("slurry_rate", "swab_valve"));
    assertThat(others).isEqualTo(MAPPER.readTree(MAPPER.writeValueAsBytes(rest)));
    assertThat(fields.numbers()[1]).isEqualTo(record.getOrDefault("slurry_rate", Double.NaN));
  }

  @Provide
  Arbitrary<Map<String, Object>> records() {
    Arbitrary<String> names =
        Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(8), Arbitraries.just("slurry_rate"))
            .filter(
                n ->
                    !List.of(
                            "timestamp",
                            "unix_timestamp",
                            "site_id",
                            "swab_valve",
                            "steps",
                            "power")
                        .contains(n));
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            Arbitraries.doubles().between(-1e9, 1e9).map(d -> (Object) d),
            Arbitraries.bigDecimals().map(d -> (Object) d),
            Arbitraries.strings()
                .filter(s -> !s.equals("Infinity") && !s.equalsIgnoreCase("nan"))
                .map(s -> (Object) s));
    return Arbitraries.maps(names, values)
        .ofMaxSize(12)
        .map(
            map -> {
              map.computeIfPresent("slurry_rate", (n, v) -> v instanceof Double ? v : null);
              return map;
            });
  }

  private RecordFields parse(String json) throws InvalidRecordException {
    return parser.parse(json.getBytes(UTF_8));
  }

  private static Map<String, Double> numbers(RecordFields fields) {
    Map<String, Double> numbers = new HashMap<>();
    IntStream.range(0, fields.numericNames().length)
        .forEach(i -> numbers.put(fields.numericNames()[i], fields.numericValues()[i]));
    return numbers;
  }
}
