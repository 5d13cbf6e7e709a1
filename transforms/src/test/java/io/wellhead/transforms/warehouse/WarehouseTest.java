// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WarehouseTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private SandboxWarehouse tables;
  private Warehouse warehouse;

  @BeforeEach
  void openWarehouse() throws WarehouseException {
    tables = new SandboxWarehouse(BIGQUERY.sandbox());
    warehouse = Warehouse.from(tables.options());
  }

  @Test
  void query_typedGetters_giveJavaValues() throws IOException {
    QueryRow row =
        warehouse
            .query(
                "select 7 as i, 2.5 as d, true as b, 'ü' as s, cast(null as int64) as n,"
                    + " timestamp '2031-02-03 04:05:06.000007+00:00' as t")
            .iterator()
            .next();
    assertThat(row.integer("i")).isEqualTo(7);
    assertThat(row.number("d")).isEqualTo(2.5);
    assertThat(row.number("i")).isEqualTo(7.0);
    assertThat(row.flag("b")).isTrue();
    assertThat(row.text("s")).isEqualTo("ü");
    assertThat(row.integer("n")).isNull();
    assertThat(row.instant("t")).isEqualTo(Instant.parse("2031-02-03T04:05:06.000007Z"));
  }

  @Test
  void query_values_areOfTheirColumnsClass() throws IOException {
    QueryResult result =
        warehouse.query(
            "select 7 as i, cast(0.25 as float64) as d, true as b, 'ü' as s,"
                + " cast(null as int64) as n, cast(2.5 as numeric) as m, [1, 2] as a,"
                + " timestamp '2031-02-03 04:05:06.000007+00:00' as t");
    QueryRow row = result.iterator().next();
    assertThat(result.columns().stream().map(row::value))
        .startsWith(7L, 0.25, true, "ü", null)
        .endsWith(Instant.parse("2031-02-03T04:05:06.000007Z"));
    assertThat((BigDecimal) row.value("m")).isEqualByComparingTo("2.5");
    assertThat(row.value("a")).asString().contains("1", "2");
  }

  @Test
  void query_positionalParameters_keepTheirTypes() throws IOException {
    Instant at = Instant.parse("2031-02-03T04:05:06.789Z");
    QueryRow row =
        warehouse
            .query("select ? as s, ? + 1 as i, ? as d, ? as t, ? as b", "a'b", 41L, 0.5, at, true)
            .iterator()
            .next();
    assertThat(row.text("s")).isEqualTo("a'b");
    assertThat(row.integer("i")).isEqualTo(42);
    assertThat(row.number("d")).isEqualTo(0.5);
    assertThat(row.instant("t")).isEqualTo(at);
    assertThat(row.flag("b")).isTrue();
  }

  @Test
  void queryNamed_parameterUsedTwice_isSentOnce() throws IOException {
    QueryRow row =
        warehouse.queryNamed("select @x as a, @x * 2 as b", Map.of("x", 4)).iterator().next();
    assertThat(row.integer("a")).isEqualTo(4);
    assertThat(row.integer("b")).isEqualTo(8);
  }

  @Test
  void query_manyPages_givesEveryRowInOrder_andAgainFromTheStart() throws IOException {
    QueryResult result =
        warehouse
            .withPageRows(100)
            .query(
                "with recursive n as (select 1 as x union all select x + 1 from n where x < 432)"
                    + " select x from n order by x");
    for (int i = 0; i < 2; i++) {
      List<Long> numbers = result.stream().map(row -> row.integer("x")).toList();
      assertThat(numbers).hasSize(432).isSorted().startsWith(1L).endsWith(432L);
    }
    assertThat(result.all()).hasSize(432);
    assertThat(result.columns()).containsExactly("x");
  }

  @Test
  void query_table_byItsDefinition() throws IOException {
    tables.withTables(Tables.SILVER_STAGES);
    QueryResult result =
        warehouse.query("select stage_id from " + warehouse.table(Tables.SILVER_STAGES));
    assertThat(result.stream()).isEmpty();
  }

  @Test
  void query_wrongSql_saysWhatTheServiceSays() {
    assertThatThrownBy(() -> warehouse.query("select nothing_here from nowhere"))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("BigQuery answered 4")
        .hasMessageContaining("nowhere");
  }

  @Test
  void getters_unknownColumnOrOtherType_sayWhatThereIs() throws IOException {
    QueryRow row = warehouse.query("select 'x' as s").iterator().next();
    assertThatThrownBy(() -> row.text("t")).hasMessageContaining("no column t; it has [s]");
    assertThatThrownBy(() -> row.integer("s"))
        .hasMessageContaining("column s is of type STRING, not INT64");
  }

  @Test
  void query_unsupportedParameter_isRefusedBeforeItIsSent() {
    assertThatThrownBy(() -> warehouse.query("select ?", new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Object");
  }
}
