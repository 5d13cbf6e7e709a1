// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wellhead.transforms.measurements.InvalidRecordException.Kind;
import io.wellhead.transforms.measurements.PromotedColumn.Type;
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
          List.of(
              new PromotedColumn("slurry_rate", Type.FLOAT64),
              new PromotedColumn("swab_valve", Type.STRING),
              new PromotedColumn("steps", Type.INT64),
              new PromotedColumn("power", Type.BOOL)));

  @Test
  void parse_promotedFields_becomeTypedValuesAndAllOthersText() throws Exception {
    RecordFields fields =
        parse(
            """
            {"timestamp": 1906538400, "slurry_rate": 88.0999984741211, "tds": 1.50, "steps": 4.0,
             "power": 1.0, "site_id": 9102, "swab_valve": "C", "lid_valve": "O"}""");

    assertThat(fields.promoted(0)).isEqualTo(88.0999984741211);
    assertThat(fields.promoted(1)).isEqualTo("C");
    assertThat(fields.promoted(2)).isEqualTo(4L);
    assertThat(fields.promoted(3)).isEqualTo(true);
    assertThat(fields.otherFields()).isEqualTo("{\"tds\":1.50,\"lid_valve\":\"O\"}");
    assertThat(numbers(fields))
        .isEqualTo(Map.of("slurry_rate", 88.0999984741211, "tds", 1.5, "steps", 4.0, "power", 1.0));
  }

  @Test
  void parse_nothingButTheKey_hasNoOtherFields() throws Exception {
    RecordFields fields = parse("{\"timestamp\": 1906538402, \"site_id\": 9102}");

    assertThat(fields.otherFields()).isNull();
    assertThat(fields.numberCount()).isZero();
    assertThat(fields.promoted(0)).isNull();
  }

  @Test
  void parse_infinityStringAndNull_areNoValue() throws Exception {
    RecordFields fields =
        parse(
            "{\"slurry_rate\": \"Infinity\", \"tds\": \"Infinity\", \"orp\": null, \"steps\": null}");

    assertThat(fields.promoted(0)).isNull();
    assertThat(fields.promoted(2)).isNull();
    assertThat(fields.otherFields()).isEqualTo("{\"tds\":null,\"orp\":null}");
    assertThat(fields.numberCount()).isZero();
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
        "{\"slurry_rate\": \"fast\"}|WRONG_TYPE|slurry_rate",
        "{\"slurry_rate\": true}|WRONG_TYPE|slurry_rate",
        "{\"slurry_rate\": [1]}|WRONG_TYPE|slurry_rate",
        "{\"slurry_rate\": 1e999}|WRONG_TYPE|slurry_rate",
        "{\"swab_valve\": 1}|WRONG_TYPE|swab_valve",
        "{\"steps\": 1.5}|WRONG_TYPE|steps",
        "{\"steps\": 9223372036854775808}|WRONG_TYPE|steps",
        "{\"power\": 2}|WRONG_TYPE|power",
        "{\"slurry_rate\": \"NaN\"}|NOT_A_NUMBER|slurry_rate",
        "{\"new\": \"NaN\"}|NOT_A_NUMBER|new",
        "{\"new\": 1, \"slurry_rate\": 2, \"new\": 1}|DUPLICATE_FIELD|new",
        "{\"slurry_rate\": 2, \"slurry_rate\": 2}|DUPLICATE_FIELD|slurry_rate",
        "{\"site_id\": 2, \"site_id\": 2}|DUPLICATE_FIELD|site_id",
        "{\"slurry_rate\": NaN}|MALFORMED_JSON|NaN",
        "{\"slurry_rate\": 1|MALFORMED_JSON|end-of-input",
        "{\"slurry_rate\": 1} {}|MALFORMED_JSON|follows",
        "[1]|WRONG_TYPE|object"
      })
  void parse_badRecord_saysWhatIsWrong(String json, Kind kind, String named) {
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
    assertThat(fields.promoted(0)).isNull();
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
    rest.keySet().removeAll(List.of("slurry_rate", "swab_valve", "steps", "power"));
    assertThat(others).isEqualTo(MAPPER.readTree(MAPPER.writeValueAsBytes(rest)));
    assertThat(fields.promoted(0)).isEqualTo(record.get("slurry_rate"));
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
    IntStream.range(0, fields.numberCount())
        .forEach(i -> numbers.put(fields.numberName(i), fields.number(i)));
    return numbers;
  }
}
