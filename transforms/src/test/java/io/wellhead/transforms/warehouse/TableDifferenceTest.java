// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TimePartitioning;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableDifferenceTest {
  private static final WarehouseTarget TARGET = new WarehouseTarget("demo", "", null);
  private static final TableDefinition WANTED = Tables.SILVER_STAGES;

  @Test
  void sameTable_needsNothing_evenUnderBigQuerysOlderTypeNames() {
    Table found = found();
    field(found, "site_id").setType("INTEGER").setMode(null).setDescription("older text");
    assertThat(TableDifference.of(WANTED, WANTED.toTable(TARGET), found).patch()).isEmpty();
  }

  @Test
  void missingNullableColumns_areAddedAfterTheExistingOnes() {
    Table found = found();
    found.getSchema().getFields().removeIf(f -> f.getName().equals("end"));
    found.getSchema().getFields().add(new TableFieldSchema().setName("theirs").setType("STRING"));
    Table patch = TableDifference.of(WANTED, WANTED.toTable(TARGET), found).patch();
    assertThat(patch.keySet()).containsExactly("schema");
    assertThat(patch.getSchema().getFields())
        .extracting(TableFieldSchema::getName)
        .endsWith("change_sequence", "theirs", "end");
  }

  @Test
  void changedTypeModeAndPartition_areRefused_allInOneMessage() {
    Table found = found();
    field(found, "site_id").setType("STRING");
    field(found, "state").setMode("REPEATED");
    found.setTimePartitioning(new TimePartitioning().setType("DAY").setField("end"));
    assertThatThrownBy(() -> TableDifference.of(WANTED, WANTED.toTable(TARGET), found))
        .isInstanceOf(IncompatibleTableException.class)
        .hasMessage(
            "table restream_silver.stages exists and cannot be changed into what its schema files"
                + " state: column site_id: found STRING NULLABLE, expected INT64 NULLABLE; column"
                + " state: found STRING REPEATED, expected STRING NULLABLE; partition column: found"
                + " end, expected start");
  }

  @Test
  void requiredColumnThatMayBeNullNow_isRelaxed() {
    Table found = found();
    field(found, "state").setMode("REQUIRED").setDescription("theirs");
    Table patch = TableDifference.of(WANTED, WANTED.toTable(TARGET), found).patch();
    assertThat(patch.keySet()).containsExactly("schema");
    assertThat(field(patch, "state").getMode()).isEqualTo("NULLABLE");
    assertThat(field(patch, "state").getDescription()).isEqualTo("theirs");
    assertThat(field(found, "state").getMode()).as("what was found stays").isEqualTo("REQUIRED");
  }

  @Test
  void fieldsOfRecords_areAddedAndCompared() {
    TableDefinition one = withRecord(new Column("a", ColumnType.INT64, false, "a"));
    TableDefinition two =
        withRecord(
            new Column("A", ColumnType.INT64, false, "a"),
            new Column("b", ColumnType.NUMERIC, false, "b"));
    Table patch = TableDifference.of(two, two.toTable(TARGET), one.toTable(TARGET)).patch();
    assertThat(field(patch, "more").getFields())
        .extracting(TableFieldSchema::getName)
        .containsExactly("a", "b");
    TableDefinition other = withRecord(new Column("a", ColumnType.DATE, false, "a"));
    assertThatThrownBy(() -> TableDifference.of(other, other.toTable(TARGET), one.toTable(TARGET)))
        .hasMessageContaining("column more.a: found INT64 NULLABLE, expected DATE NULLABLE");
  }

  private static TableDefinition withRecord(Column... fields) {
    List<Column> columns = new ArrayList<>(WANTED.columns());
    columns.add(Column.record("more", Column.Mode.REPEATED, "more", fields));
    return WANTED.withColumns(columns);
  }

  @Test
  void missingRequiredColumn_andForeignRequiredColumn_areRefused() {
    Table found = found();
    found.getSchema().getFields().removeIf(f -> f.getName().equals("updated_at"));
    found
        .getSchema()
        .getFields()
        .add(new TableFieldSchema().setName("theirs").setType("DATE").setMode("REQUIRED"));
    assertThatThrownBy(() -> TableDifference.of(WANTED, WANTED.toTable(TARGET), found))
        .hasMessageContaining("column updated_at: found none, expected TIMESTAMP REQUIRED")
        .hasMessageContaining("column theirs: found DATE REQUIRED, expected none");
  }

  @Test
  void keyClusteringStalenessAndDescription_areBroughtUpToDate() {
    Table found =
        found()
            .setClustering(null)
            .setTableConstraints(null)
            .setMaxStaleness("0-0 0 1:0:0")
            .setDescription("old");
    Table patch = TableDifference.of(WANTED, WANTED.toTable(TARGET), found).patch();
    assertThat(patch.getClustering().getFields()).isEqualTo(WANTED.clustering());
    assertThat(patch.getTableConstraints().getPrimaryKey().getColumns())
        .isEqualTo(List.of("stage_id"));
    assertThat(patch.getMaxStaleness()).isEqualTo(WANTED.maxStaleness());
    assertThat(patch.getDescription()).isEqualTo(WANTED.description());
    assertThat(patch).hasSize(4);
  }

  private static Table found() {
    Table table = WANTED.toTable(TARGET);
    table.getSchema().setFields(new ArrayList<>(table.getSchema().getFields()));
    return table;
  }

  private static TableFieldSchema field(Table table, String name) {
    return table.getSchema().getFields().stream()
        .filter(field -> field.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
