// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wellhead.restream.model.WireFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageDefinitionTest {
  private static final String UNITS =
      """
      {"slurry_rate":{"imperial":"bpm","si":"m^3/min"},
       "surface_treating_pressure":{"imperial":"psi","si":"kPa"},
       "wl_ccl":{},"frac_stage_step":{"imperial":"#","si":"#"}}
      """;
  private static final String GOLDEN =
      "01" // version
          + "01" // one definition
          + "0161" // name
          + "0166" // field
          + "01" // average
          + "01" // one condition
          + "0167" // its field
          + "03" // less than
          + "3ff8000000000000" // 1.5
          + "010370736900" // fields in psi, no unit
          + "01036b506100"; // vendor's in kPa, no problem

  @Test
  void kinds_haveTheirFormulas() {
    assertThat(figure("average", "slurry_rate", "bpm")).isEqualTo(30);
    assertThat(figure("max", "slurry_rate", "bpm")).isEqualTo(60);
    assertThat(figure("min", "slurry_rate", "bpm")).isEqualTo(10);
    assertThat(figure("sum", "slurry_rate", "bpm")).isEqualTo(90);
    assertThat(figure("first", "slurry_rate", "bpm")).isEqualTo(20);
    assertThat(figure("last", "slurry_rate", "bpm")).isEqualTo(10);
    assertThat(figure("duration", "slurry_rate", "bpm")).isEqualTo(200);
    // 20 bpm for ten seconds, and 60 bpm for the one minute that a sample stands for.
    assertThat(figure("total", "slurry_rate", "bbl")).isCloseTo(20 * 10 / 60.0 + 60, within(1e-9));
  }

  /** They are the vendor's total_duration and test_time: records or not at the very bounds. */
  @Test
  void firstLastAndDurationOfAllTimestamps_areThoseOfTheStage() {
    assertThat(figure("first", "timestamp", "s")).isEqualTo(900);
    assertThat(figure("last", "timestamp", "s")).isEqualTo(1300);
    assertThat(figure("duration", "timestamp", "s")).isEqualTo(400);
    assertThat(figure("max", "timestamp", "s")).isEqualTo(1200);
  }

  private static @Nullable Double figure(String kind, String field, String unit) {
    StageDefinition definition = define(false, kind, field, unit, "L", "");
    Accumulator values = new Accumulator();
    add(definition, values, 1000, Map.of("slurry_rate", 20.0));
    add(definition, values, 1005, Map.of("surface_treating_pressure", 7.0));
    add(definition, values, 1010, Map.of("slurry_rate", 60.0));
    add(definition, values, 1200, Map.of("slurry_rate", 10.0));
    return definition.figure(values, 900, 1300);
  }

  private static void add(
      StageDefinition definition, Accumulator values, long second, Map<String, Double> numbers) {
    Double value = definition.valueIn(second, numbers);
    if (value != null) {
      values.add(second, value);
    }
  }

  @Test
  void figures_areInTheUnitOfTheUnitSystem() {
    Accumulator values = new Accumulator();
    values.add(0, 2);
    values.add(60, 2);

    StageDefinition imperial = define(false, "total", "slurry_rate", "gal", "L", "");
    assertThat(imperial.unit()).isEqualTo("gal");
    assertThat(imperial.figure(values, 900, 1300)).isCloseTo(84, within(1e-9));
    StageDefinition si = define(true, "total", "slurry_rate", "gal", "L", "");
    assertThat(si.unit()).isEqualTo("L");
    assertThat(si.figure(values, 900, 1300)).isCloseTo(2000, within(1e-9));
    assertThat(si.vendorFigure(100)).isCloseTo(378.5411784, within(1e-9));
    StageDefinition pressure = define(true, "max", "surface_treating_pressure", "psi", "kPa", "");
    assertThat(pressure.fieldUnit()).isEqualTo("kPa");
    assertThat(pressure.figure(values, 900, 1300)).isEqualTo(2);
  }

  @Test
  void unitsWithoutAWay_areThoseOfTheValue() {
    assertThat(define(false, "max", "slurry_rate", "psi", "kPa", "").unit()).isEqualTo("bpm");
    assertThat(define(false, "total", "surface_treating_pressure", "gal", "L", "").unit())
        .isEqualTo("psi*min");
    assertThat(define(false, "max", "wl_ccl", "V", "V", "").unit()).isEqualTo("V");
    assertThat(define(false, "duration", "slurry_rate", "bpm", "L", "").unit()).isEqualTo("s");
  }

  @Test
  void operators_compareInTheBaseUnit() {
    // 795 L/min are a little more than 5 bpm.
    assertThat(passing("greater_than", "795", "L/min")).containsExactly(5.1);
    assertThat(passing("greater_than_or_equal", "5", "bpm")).containsExactly(5.0, 5.1);
    assertThat(passing("less_than", "5", "bpm")).containsExactly(4.9);
    assertThat(passing("less_than_or_equal", "5", "bpm")).containsExactly(4.9, 5.0);
    assertThat(passing("equal", "5", "bpm")).containsExactly(5.0);
    assertThat(passing("not_equal", "5", "bpm")).containsExactly(4.9, 5.1);
  }

  private static List<Double> passing(String operator, String value, String base) {
    StageDefinition definition =
        define(
            false,
            "sum",
            "surface_treating_pressure",
            "psi",
            "kPa",
            ",\"conditions\":[{\"field\":\"slurry_rate\",\"operator\":\"%s\",\"value\":%s,\"base_unit\":\"%s\"}]"
                .formatted(operator, value, base));
    List<Double> passing = new ArrayList<>();
    for (double rate : new double[] {4.9, 5, 5.1}) {
      Map<String, Double> record = Map.of("slurry_rate", rate, "surface_treating_pressure", rate);
      if (definition.valueIn(7, record) != null) {
        passing.add(rate);
      }
    }
    assertThat(definition.valueIn(7, Map.of("surface_treating_pressure", 1.0))).isNull();
    return passing;
  }

  @Test
  void conditions_allHaveToHold() {
    StageDefinition definition =
        define(
            false,
            "average",
            "slurry_rate",
            "bpm",
            "L",
            """
            ,"conditions":[{"field":"frac_stage_step","operator":"greater_than","value":0.8},
             {"field":"frac_stage_step","operator":"less_than","value":1.2}]
            """);

    assertThat(definition.valueIn(7, Map.of("slurry_rate", 9.0, "frac_stage_step", 1.0)))
        .isEqualTo(9);
    assertThat(definition.valueIn(7, Map.of("slurry_rate", 9.0, "frac_stage_step", 2.0))).isNull();
    assertThat(definition.valueIn(7, Map.of("frac_stage_step", 1.0))).isNull();
  }

  @Test
  void definitionsThatCannotBeUnderstood_tellWhy() {
    assertThat(define(false, "median", "slurry_rate", "bpm", "L", "").problem())
        .isEqualTo(
            "aggregation=median is none of"
                + " [average, max, min, sum, first, last, duration, total]");
    StageDefinition like =
        define(
            false,
            "max",
            "slurry_rate",
            "bpm",
            "L",
            ",\"conditions\":[{\"field\":\"a\",\"operator\":\"like\",\"value\":1}]");
    assertThat(like.problem()).startsWith("operator=like is none of [greater_than,");
    assertThat(like.valueIn(7, Map.of("slurry_rate", 1.0))).isNull();
    assertThat(like.figure(new Accumulator(), 900, 1300)).isNull();
    List<StageDefinition> broken = read("[{\"name\":\"x\",\"id\":1,\"config\":7}]", false);
    assertThat(broken)
        .filteredOn(definition -> definition.name().equals("x"))
        .singleElement()
        .satisfies(definition -> assertThat(definition.problem()).contains("config"));
    assertThatThrownBy(() -> read("{}", false)).isInstanceOf(WireFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{\"field\":null,\"aggregation\":\"max\"}",
        "{\"field\":\"a\"}",
        "{\"field\":\"a\",\"aggregation\":\"max\",\"conditions\":[null]}",
        "{\"field\":\"a\",\"aggregation\":\"max\",\"conditions\":[{\"field\":\"a\",\"operator\":\"equal\",\"value\":null}]}"
      })
  void definitionThatLacksAMember_isThereWithItsProblem_besideTheOthers(String config) {
    List<StageDefinition> definitions =
        read("[null,{\"name\":\"x\",\"id\":1,\"config\":" + config + "}]", false);

    assertThat(definitions)
        .filteredOn(definition -> definition.problem() != null)
        .extracting(StageDefinition::name)
        .containsExactly("x");
    assertThat(definitions).hasSize(StandardParameters.byName().size() + 1);
  }

  @Test
  void standardSet_isThereUnlessTheVendorDefinesTheName() {
    assertThat(read("[]", false).stream().map(StageDefinition::name))
        .containsExactlyElementsOf(StandardParameters.byName().keySet());
    List<StageDefinition> own =
        read(parameter("max_surface_pressure", "min", "slurry_rate", "bpm", "L", ""), false);
    assertThat(own)
        .filteredOn(definition -> definition.name().equals("max_surface_pressure"))
        .singleElement()
        .satisfies(definition -> assertThat(definition.kind()).isEqualTo(AggregationKind.MIN));
    assertThat(own).hasSize(StandardParameters.byName().size());
  }

  @Test
  void golden_bytesAndValues_standForEachOther() throws IOException {
    List<StageDefinition> definitions =
        List.of(
            new StageDefinition(
                "a",
                "f",
                AggregationKind.AVERAGE,
                List.of(new StageCondition("g", StageCondition.Operator.LESS_THAN, 1.5)),
                "psi",
                null,
                "kPa",
                null));

    assertThat(HexFormat.of().formatHex(bytes(definitions))).isEqualTo(GOLDEN);
    assertThat(DefinitionForm.read(new ByteArrayInputStream(HexFormat.of().parseHex(GOLDEN))))
        .isEqualTo(definitions);
  }

  @Test
  void everyKindOfDefinition_survivesEncoding() throws IOException {
    List<StageDefinition> all = new ArrayList<>(read("[]", true));
    all.add(StageDefinition.unusable("x", "", "no"));
    for (String kind : AggregationKind.WORDS) {
      all.add(define(true, kind, "slurry_rate", "bpm", "L", ""));
    }

    assertThat(DefinitionForm.read(new ByteArrayInputStream(bytes(all)))).isEqualTo(all);
  }

  private static byte[] bytes(List<StageDefinition> definitions) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DefinitionForm.write(definitions, out);
    return out.toByteArray();
  }

  private static StageDefinition define(
      boolean siUnits, String kind, String field, String imperial, String si, String conditions) {
    return read(parameter("of_the_test", kind, field, imperial, si, conditions), siUnits).stream()
        .filter(definition -> definition.name().equals("of_the_test"))
        .findFirst()
        .orElseThrow();
  }

  private static String parameter(
      String name, String kind, String field, String imperial, String si, String conditions) {
    return """
        [{"id":1,"name":"%s","config":{"field":"%s","si_unit":"%s","base_unit":"%s",
          "aggregation":"%s","imperial_unit":"%s"%s}}]
        """
        .formatted(name, field, si, si, kind, imperial, conditions);
  }

  private static List<StageDefinition> read(String parameters, boolean si) {
    return DefinitionReader.read(parameters.getBytes(UTF_8), UNITS.getBytes(UTF_8), si);
  }
}
