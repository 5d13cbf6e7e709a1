// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema files keep BigQuery's rules and our own. */
class TablesTest {
  private static final Pattern COLUMN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,299}");
  private static final List<String> RESERVED_PREFIXES =
      List.of(
          "_table_",
          "_file_",
          "_partition",
          "_row_timestamp",
          "__root__",
          "_colidentifier",
          "_change_");
  private static final Set<ColumnType> KEY_TYPES =
      Set.of(ColumnType.STRING, ColumnType.INT64, ColumnType.BOOL, ColumnType.TIMESTAMP);

  static Collection<TableDefinition> tables() {
    return Tables.all();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void columnNames_areAcceptedByBigQueryAndUnique(TableDefinition table) {
    Set<String> seen = new HashSet<>();
    for (Column column : table.columns()) {
      String lower = column.name().toLowerCase(Locale.ROOT);
      assertThat(column.name()).matches(COLUMN_NAME);
      assertThat(RESERVED_PREFIXES).noneMatch(lower::startsWith);
      assertThat(lower).isNotEqualTo("f"); // a TableRow cannot hold it
      assertThat(seen.add(lower)).as("%s.%s is unique", table.name(), lower).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyColumnAndTable_isDescribedInAtMost1024Characters(TableDefinition table) {
    assertThat(table.description()).isNotBlank().hasSizeLessThanOrEqualTo(1024);
    assertThat(table.columns())
        .allSatisfy(
            column -> assertThat(column.description()).isNotBlank().hasSizeLessThanOrEqualTo(1024));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void options_referToColumnsOfFittingType(TableDefinition table) {
    if (table.partitionColumn() != null) {
      assertThat(table.column(table.partitionColumn()).orElseThrow().type())
          .isEqualTo(ColumnType.TIMESTAMP);
    }
    assertThat(table.clustering()).hasSizeLessThanOrEqualTo(4);
    assertThat(table.clustering())
        .allSatisfy(
            name -> assertThat(KEY_TYPES).contains(table.column(name).orElseThrow().type()));
    assertThat(table.primaryKey())
        .allSatisfy(
            name -> assertThat(KEY_TYPES).contains(table.column(name).orElseThrow().type()));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void currentStateTables_requireTheirKeyAndBookkeepingOnly(TableDefinition table) {
    if (!table.isCurrentState()) {
      assertThat(table.maxStaleness()).isNull();
      return;
    }
    Set<String> required = new HashSet<>(table.primaryKey());
    required.add(CdcColumns.SEQUENCE_COPY);
    required.add(CdcColumns.UPDATED_AT);
    assertThat(table.columns().stream().filter(Column::required).map(Column::name))
        .as("a delete carries only these")
        .containsExactlyInAnyOrderElementsOf(required);
    assertThat(table.maxStaleness()).matches("0-0 \\d+ \\d+:\\d+:\\d+");
  }

  @Test
  void everySchemaFile_isOneOfTheTables() throws IOException, URISyntaxException {
    Path root = Path.of(resource("/io/wellhead/schemas"));
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(
              files
                  .filter(Files::isRegularFile)
                  .map(file -> root.relativize(file).toString().replace('\\', '/')))
          .containsExactlyInAnyOrderElementsOf(
              Tables.all().stream()
                  .map(table -> table.dataset() + "/" + table.name())
                  .flatMap(path -> Stream.of(path + ".json", path + ".options.json"))
                  .toList());
    }
  }

  private static URI resource(String path) throws URISyntaxException {
    return TablesTest.class.getResource(path).toURI();
  }
}
