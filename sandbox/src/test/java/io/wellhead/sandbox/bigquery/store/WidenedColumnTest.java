// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that were decoded before their column was widened, and are applied afterwards. */
class WidenedColumnTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DatasetId DATASET = new DatasetId("demo", "wells");

  @TempDir private Path folder;
  private Warehouse warehouse;

  @BeforeEach
  void open() {
    warehouse = Warehouse.open(folder.resolve("sandbox.duckdb"), "demo", Clock.systemUTC(), null);
    warehouse.datasets().create(DATASET, JSON.createObjectNode());
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  @Test
  void rowsOnTheirWay_arriveAsTheWiderType() throws Exception {
    BigDecimal half = new BigDecimal("-0.500000000");
    for (boolean keyed : new boolean[] {false, true}) {
      assertThat(stored("INTEGER", FieldType.NUMERIC, 7L, keyed)).isEqualTo("7.000000000");
      assertThat(stored("INTEGER", FieldType.BIGNUMERIC, 100L, keyed)).isEqualTo("100");
      assertThat(stored("INTEGER", FieldType.FLOAT, 7L, keyed)).isEqualTo("7.0");
      assertThat(stored("NUMERIC", FieldType.BIGNUMERIC, half, keyed)).isEqualTo("-0.5");
      assertThat(stored("NUMERIC", FieldType.FLOAT, half, keyed)).isEqualTo("-0.5");
      assertThat(stored("BIGNUMERIC", FieldType.FLOAT, "1.25", keyed)).isEqualTo("1.25");
    }
  }

  /** Appends a row before and one after the column is widened; gives the text of both. */
  private String stored(String from, FieldType to, Object value, boolean keyed) throws Exception {
    TableId id = new TableId(DATASET, "t_" + from + "_" + to + "_" + keyed);
    TableDefinition table = warehouse.tables().create(id, resource(from, keyed));
    warehouse.append(batch(table, 1L, value)).join();
    RowBatch late = batch(table, 2L, value);
    TableDefinition widened =
        warehouse.tables().changeColumnType(id, "v", new NewType(to, 0, 0, 0));
    warehouse.append(late).join();
    List<String> values =
        warehouse.read(
            connection -> {
              List<String> found = new ArrayList<>();
              try (Statement statement = connection.createStatement();
                  ResultSet rows = statement.executeQuery("SELECT v FROM " + widened.queryName())) {
                while (rows.next()) {
                  found.add(rows.getString(1));
                }
              }
              return found;
            });
    assertThat(values).hasSize(2);
    assertThat(values.get(0)).as("stored before and after").isEqualTo(values.get(1));
    return values.get(0);
  }

  private static RowBatch batch(TableDefinition table, Long id, Object value) {
    List<Object[]> rows = new ArrayList<>();
    rows.add(new Object[] {id, value});
    return new RowBatch(
        table, rows, table.keyed() ? List.of(new RowBatch.Change(false, "")) : null);
  }

  private static ObjectNode resource(String type, boolean keyed) throws Exception {
    String key = keyed ? ",'tableConstraints':{'primaryKey':{'columns':['id']}}" : "";
    String text =
        "{'schema':{'fields':[{'name':'id','type':'INTEGER'},{'name':'v','type':'%s'}]}%s}"
            .formatted(type, key);
    return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
  }
}
