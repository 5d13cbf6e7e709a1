// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.Table;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.bigquery.control.Call;
import io.wellhead.sandbox.bigquery.control.Fault;
import io.wellhead.sandbox.bigquery.control.FaultRule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TableMakerTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private final List<Long> waits = new ArrayList<>();
  private SandboxWarehouse warehouse;
  private TableMaker maker;
  private Bigquery bigquery;
  private WarehouseTarget target;

  @BeforeEach
  void openWarehouse() throws IOException {
    warehouse = new SandboxWarehouse(BIGQUERY.sandbox());
    maker = TableMaker.from(warehouse.options());
    bigquery = BigQueryConnection.open(warehouse.options(), Duration.ofSeconds(30));
    target = WarehouseTarget.from(warehouse.options());
  }

  @AfterEach
  void clearFaults() {
    BIGQUERY.sandbox().faults().clear();
  }

  @Test
  void make_emptyProject_makesEveryTableAsItsFilesSay() throws IOException {
    maker.make(Tables.all());
    for (TableDefinition table : Tables.all()) {
      assertThat(TableDifference.of(table, table.toTable(target), found(table)).patch())
          .as(table.qualifiedName())
          .isEmpty();
      assertThat(found(table).getSchema().getFields())
          .extracting(field -> field.getDescription())
          .isEqualTo(table.columns().stream().map(Column::description).toList());
    }
  }

  @Test
  void make_again_changesNothing() throws IOException {
    maker.make(Tables.all());
    Table before = found(Tables.SILVER_STAGES);
    maker.make(Tables.all());
    assertThat(found(Tables.SILVER_STAGES).getLastModifiedTime())
        .isEqualTo(before.getLastModifiedTime());
  }

  @Test
  void make_addsLabelsToATableThatIsThere_andLeavesItsOwn() throws IOException {
    TableDefinition first = Tables.BRONZE_EVENTS.at(new TableName("shop_bronze", "labelled"));
    maker.make(List.of(first));
    maker.make(List.of(first.withOptions(new TableOptions(Map.of("team", "shop"), null))));
    maker.make(
        List.of(
            first.withOptions(new TableOptions(Map.of("team", "others", "cost", "low"), null))));

    assertThat(found(first).getLabels()).containsOnly(entry("team", "shop"), entry("cost", "low"));
  }

  @Test
  void make_byManyAtOnce_makesEachTableOnce()
      throws IOException, InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<?>> makers = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        makers.add(
            threads.submit(
                () -> {
                  TableMaker.from(warehouse.options()).make(Tables.all());
                  return null;
                }));
      }
      for (Future<?> each : makers) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(found(Tables.DEAD_LETTERS).getSchema().getFields())
        .hasSameSizeAs(Tables.DEAD_LETTERS.columns());
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"INTERNAL", "UNAVAILABLE"})
  void make_serviceFailsForAWhile_isRepeatedUntilAllIsThere(Fault fault) throws IOException {
    inject(fault, Call.DATASETS, 2);
    inject(fault, Call.TABLES, 3);
    patientMaker().make(Tables.all());
    assertThat(waits).hasSize(5);
    assertAllAreThere();
  }

  @Test
  void make_answerLostAfterTheTableWasMade_takesItAsFound() throws IOException {
    inject(Fault.LOST_ANSWER, Call.TABLES, 2); // a question that finds nothing, and the making
    patientMaker().make(Tables.all());
    assertThat(waits).hasSize(1);
    assertAllAreThere();
  }

  private void assertAllAreThere() throws IOException {
    for (TableDefinition table : Tables.all()) {
      assertThat(TableDifference.of(table, table.toTable(target), found(table)).patch())
          .as(table.qualifiedName())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"INTERNAL,500", "UNAVAILABLE,503"})
  void make_serviceKeepsFailing_isReportedInOneLine(Fault fault, int status) throws IOException {
    inject(fault, Call.TABLES, 100);
    assertRefused(
        WarehouseException.Kind.UNAVAILABLE,
        "BigQuery answered " + status + " for restream_silver.pads in project demo: Injected by");
    assertThat(waits).hasSize(5);
  }

  @Test
  void make_overQuota_isReportedInOneLine() throws IOException {
    inject(Fault.RESOURCE_EXHAUSTED, Call.TABLES, 1);
    assertRefused(
        WarehouseException.Kind.UNAVAILABLE,
        "BigQuery answered 403 for restream_silver.pads in project demo: Injected by");
  }

  @Test
  void make_serviceGone_isReportedInOneLine() throws IOException {
    TableMaker patient = patientMaker();
    BIGQUERY.sandbox().kill();
    try {
      assertRefused(
          patient,
          WarehouseException.Kind.UNAVAILABLE,
          "BigQuery did not answer for dataset " + target.dataset(Tables.SILVER_PADS));
    } finally {
      BIGQUERY.sandbox().restart();
    }
  }

  private static void inject(Fault fault, Call call, int times) {
    BIGQUERY.sandbox().faults().inject(FaultRule.of(fault, call, times));
  }

  private TableMaker patientMaker() throws WarehouseException {
    return TableMaker.from(warehouse.options(), waits::add);
  }

  private void assertRefused(WarehouseException.Kind kind, String message)
      throws WarehouseException {
    assertRefused(patientMaker(), kind, message);
  }

  private static void assertRefused(
      TableMaker maker, WarehouseException.Kind kind, String message) {
    assertThatThrownBy(() -> maker.make(List.of(Tables.SILVER_PADS)))
        .isInstanceOfSatisfying(WarehouseException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageStartingWith(message)
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
  }

  @Test
  void make_tableOfAnOlderVersion_getsItsMissingColumns() throws IOException {
    TableDefinition newer = Tables.SILVER_PADS;
    TableDefinition older =
        newer.withColumns(
            newer.columns().stream().filter(c -> !c.name().equals("simops_config")).toList());
    maker.make(List.of(older));
    maker.make(List.of(newer));
    assertThat(found(newer).getSchema().getFields())
        .extracting(field -> field.getName())
        .contains("simops_config");
  }

  @Test
  void make_tableWithAnotherType_isRefusedByName() throws IOException {
    TableDefinition wanted = Tables.SILVER_PADS;
    maker.make(
        List.of(
            wanted.withColumns(
                wanted.columns().stream()
                    .map(
                        c ->
                            c.name().equals("name")
                                ? new Column("name", ColumnType.INT64, false, "x")
                                : c)
                    .toList())));
    assertThatThrownBy(() -> maker.make(List.of(wanted)))
        .isInstanceOf(IncompatibleTableException.class)
        .hasMessageContaining(
            "restream_silver.pads exists and cannot be changed into what its schema files state:"
                + " column name: found INT64 NULLABLE, expected STRING NULLABLE");
  }

  private Table found(TableDefinition table) throws IOException {
    return bigquery.tables().get(target.project(), target.dataset(table), table.name()).execute();
  }
}
