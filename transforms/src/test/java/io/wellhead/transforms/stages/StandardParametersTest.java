// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.model.Condition;
import io.wellhead.restream.model.ParameterConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardParametersTest {
  private static final String DOCUMENT = "docs/stage-aggregations.md";

  @Test
  void document_hasATableOfExactlyTheStandardSet() throws IOException {
    List<String> expected = new ArrayList<>();
    StandardParameters.byName().forEach((name, config) -> expected.add(row(name, config)));
    Path document = Path.of("").toAbsolutePath().getParent().resolve(DOCUMENT);
    String text = Files.readString(document);
    List<String> found =
        text.substring(text.indexOf("## The standard set"))
            .lines()
            .filter(line -> line.startsWith("| `"))
            .toList();

    assertThat(found).as(DOCUMENT).isEqualTo(expected);
  }

  private static String row(String name, ParameterConfig config) {
    List<Condition> conditions = config.conditions() == null ? List.of() : config.conditions();
    return "| `%s` | `%s` | %s | %s | %s | %s |"
        .formatted(
            name,
            config.field(),
            config.aggregation(),
            config.imperialUnit(),
            config.siUnit(),
            conditions.stream().map(StandardParametersTest::text).collect(joining(", ")));
  }

  private static String text(Condition condition) {
    return "`%s` %s %s %s"
        .formatted(
            condition.field(), condition.operator(), condition.value(), condition.baseUnit());
  }

  /** None of them may have a problem or a unit that cannot be reached. */
  @Test
  void definitions_areUnderstood() {
    byte[] none = "[]".getBytes(UTF_8);
    assertThat(DefinitionReader.read(none, null, true))
        .extracting(StageDefinition::problem)
        .containsOnlyNulls();
  }
}
