// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the two files of a table may state; that ours are right is told by {@link TablesTest}. */
class SchemaFilesTest {
  private static final TableName NAME = new TableName("wells_silver", "pumps");

  @Test
  void parse_recordsAndRepeatedColumns_areColumnsOfTheTable() {
    TableDefinition table =
        parse(
            """
            [{"name":"id","type":"INTEGER","mode":"REQUIRED","description":"key"},
             {"name":"price","type":"DECIMAL","description":"paid"},
             {"name":"parts","type":"STRUCT","mode":"REPEATED","description":"of it","fields":[
               {"name":"code","type":"STRING","mode":"REQUIRED","description":"code"},
               {"name":"checked","type":"DATE","mode":"REPEATED","description":"days"}]}]
            """);
    assertThat(table.columns())
        .containsExactly(
            new Column("id", ColumnType.INT64, true, "key"),
            new Column("price", ColumnType.NUMERIC, false, "paid"),
            Column.record(
                "parts",
                Column.Mode.REPEATED,
                "of it",
                new Column("code", ColumnType.STRING, true, "code"),
                new Column("checked", ColumnType.DATE, Column.Mode.REPEATED, "days", List.of())));
    assertThat(FieldSchemas.columns(table.toTableSchema().getFields())).isEqualTo(table.columns());
    assertThat(table.sequenceColumn()).as("it has no such column").isNull();
  }

  @Test
  void parse_typeThatNoTableMayHave_isRefusedByName() {
    assertThatThrownBy(() -> parse("[{'name':'a','type':'RANGE','description':'a'}]"))
        .hasMessageContaining("column type RANGE is not supported; supported are STRING, JSON,");
    assertThatThrownBy(() -> parse("[{'name':'a','type':'RECORD','description':'a'}]"))
        .hasMessageContaining("column a of type RECORD has 0 fields");
  }

  private static TableDefinition parse(String schema) {
    return SchemaFiles.parse(
        NAME,
        "pumps",
        schema.replace('\'', '"'),
        "{\"description\":\"Pumps.\",\"tableConstraints\":{\"primaryKey\":{\"columns\":[\"id\"]}}}");
  }
}
