// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableSchema;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.bigquery.control.Call;
import io.wellhead.sandbox.bigquery.control.Fault;
import io.wellhead.sandbox.bigquery.control.FaultRule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.beam.sdk.metrics.MetricsEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that are known only at run time. */
class TableMergeTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private final List<Long> waits = Collections.synchronizedList(new ArrayList<>());
  private SandboxWarehouse warehouse;
  private TableMaker maker;
  private Bigquery bigquery;
  private WarehouseTarget target;

  @BeforeEach
  void openWarehouse() throws IOException {
    warehouse = new SandboxWarehouse(BIGQUERY.sandbox());
    maker = TableMaker.from(warehouse.options(), waits::add);
    bigquery = BigQueryConnection.open(warehouse.options(), Duration.ofSeconds(30));
    target = WarehouseTarget.from(warehouse.options());
  }

  @AfterEach
  void clearFaults() {
    BIGQUERY.sandbox().faults().clear();
  }

  @Test
  void merge_again_addsAndWidens_andReturnsTheTableAsItIs() throws IOException {
    TableDefinition first = wells("id INT64", "depth INT64", "name STRING");
    assertThat(maker.merge(first)).isEqualTo(first);

    TableDefinition second = wells("id INT64", "DEPTH NUMERIC", "drilled DATE");
    TableDefinition merged = maker.merge(second);
    assertThat(types(merged))
        .isEqualTo(Map.of("id", "INT64", "depth", "NUMERIC", "name", "STRING", "drilled", "DATE"));
    assertThat(merged.primaryKey()).containsExactly("id");

    String etag = found(first).getEtag();
    assertThat(maker.merge(first)).isEqualTo(merged);
    assertThat(maker.merge(second)).isEqualTo(merged);
    assertThat(found(first).getEtag()).as("nothing was missing").isEqualTo(etag);
    assertThat(waits).isEmpty();
  }

  @Test
  void merge_tableWhoseNameNeedsQuotes_isWidened() throws IOException {
    TableDefinition first = wells("id INT64", "a INT64").at(new TableName("wells", "my-pumps é"));
    maker.merge(first);
    assertThat(types(maker.merge(wells("id INT64", "a NUMERIC").at(first.tableName()))))
        .containsEntry("a", "NUMERIC");
  }

  @Test
  void merge_countsColumnsThatAreAddedOrWidened_orInConflict() throws IOException {
    Counts counts = new Counts();
    MetricsEnvironment.setCurrentContainer(counts);
    try {
      maker.merge(wells("id INT64", "depth INT64", "name STRING"));
      assertThat(counts.above()).as("a new table is no drift").isEmpty();

      maker.merge(wells("id INT64", "depth NUMERIC", "drilled DATE", "rig STRING"));
      maker.merge(wells("id INT64", "depth INT64", "drilled STRING"));
    } finally {
      MetricsEnvironment.setCurrentContainer(null);
    }
    assertThat(counts.above())
        .containsOnly(
            entry("columns_added_count", 2L),
            entry("columns_widened_count", 1L),
            entry("columns_in_conflict_count", 1L));
  }

  @Test
  void merge_addedColumns_mayBeNull_andOldOnesMayBecomeSo() throws IOException {
    maker.merge(
        wells("id INT64").withColumns(List.of(new Column("id", ColumnType.INT64, true, ""))));
    TableDefinition merged =
        maker.merge(
            wells("id INT64")
                .withColumns(
                    List.of(
                        new Column("id", ColumnType.INT64, false, ""),
                        new Column("must", ColumnType.STRING, true, ""),
                        new Column("many", ColumnType.TIME, Column.Mode.REPEATED, "", List.of()))));
    assertThat(merged.columns())
        .extracting(Column::mode)
        .containsExactly(Column.Mode.NULLABLE, Column.Mode.NULLABLE, Column.Mode.REPEATED);
  }

  @Test
  void merge_fieldsOfRecords_areAdded() throws IOException {
    TableDefinition one = withMeta(new Column("uuid", ColumnType.STRING, false, ""));
    TableDefinition two = withMeta(new Column("at", ColumnType.TIMESTAMP, false, ""));
    maker.merge(one);
    assertThat(maker.merge(two).column("meta").orElseThrow().fields())
        .extracting(Column::name)
        .containsExactly("uuid", "at");
  }

  private static TableDefinition withMeta(Column field) {
    List<Column> columns = new ArrayList<>(wells("id INT64").columns());
    columns.add(Column.record("meta", Column.Mode.NULLABLE, "", field));
    return wells("id INT64").withColumns(columns);
  }

  @Test
  void merge_inAnyOrder_endsWithTheSameColumnsAndTypes() throws IOException {
    List<TableDefinition> shapes =
        List.of(
            wells("id INT64", "a INT64", "b STRING"),
            wells("id INT64", "a NUMERIC", "c DATE", "d BIGNUMERIC"),
            wells("id INT64", "A FLOAT64", "d INT64"),
            wells("id INT64", "d NUMERIC", "e JSON", "b STRING"));
    Map<String, String> end = null;
    int number = 0;
    for (List<TableDefinition> order : permutations(shapes)) {
      TableName name = new TableName("wells", "t" + number++);
      TableDefinition merged = null;
      for (TableDefinition shape : order) {
        merged = maker.merge(shape.at(name));
      }
      end = end == null ? types(merged) : end;
      assertThat(types(merged)).as("%s", order).isEqualTo(end);
    }
    assertThat(number).isEqualTo(24);
    assertThat(end).containsEntry("a", "FLOAT64").containsEntry("d", "BIGNUMERIC").hasSize(6);
  }

  @Test
  void merge_byManyAtOnce_losesNoColumn() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    List<Future<TableDefinition>> merges = new ArrayList<>();
    try {
      for (int i = 0; i < 6; i++) {
        String[] columns = {
          "id INT64", "own" + i + " STRING", "n " + (i % 2 == 0 ? "INT64" : "NUMERIC")
        };
        merges.add(threads.submit(() -> maker.merge(wells(columns))));
      }
      for (Future<TableDefinition> merge : merges) {
        merge.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(types(maker.merge(wells("id INT64"))))
        .containsKeys("own0", "own1", "own2", "own3", "own4", "own5")
        .containsEntry("n", "NUMERIC")
        .hasSize(8);
  }

  @Test
  void merge_whatCannotBecomeSo_staysAndIsReported() throws IOException {
    TableDefinition theirs =
        new TableDefinition(
            "wells",
            "pumps",
            "Theirs.",
            List.of(
                new Column("id", ColumnType.INT64, false, "theirs"),
                new Column("n", ColumnType.FLOAT64, false, ""),
                new Column("text", ColumnType.STRING, false, ""),
                new Column("at", ColumnType.DATE, false, "")),
            "at",
            List.of("text"),
            List.of("text"),
            "0-0 0 1:0:0");
    maker.merge(theirs);
    addForeignColumn(theirs);
    TableDefinition merged =
        maker.merge(wells("id STRING", "n NUMERIC", "text INT64", "at TIMESTAMP", "span STRING"));
    assertThat(merged).isEqualTo(theirs);
    assertThat(found(theirs).getSchema().getFields())
        .extracting(TableFieldSchema::getName)
        .containsExactly("id", "n", "text", "at", "span");
  }

  @Test
  void merge_addsLabels_andLeavesThoseThatAreThere() throws IOException {
    TableDefinition first =
        wells("id INT64").withOptions(new TableOptions(Map.of("team", "pumps"), null));
    maker.merge(first);
    TableDefinition merged =
        maker.merge(
            first.withOptions(new TableOptions(Map.of("team", "others", "source", "shop"), null)));
    assertThat(merged.options().labels())
        .containsOnly(entry("team", "pumps"), entry("source", "shop"));
    assertThat(found(first).getLabels()).isEqualTo(merged.options().labels());
  }

  @Test
  void merge_makesPartitionsThatExpire() throws IOException {
    TableDefinition wanted =
        new TableDefinition(
                "wells",
                "expiring",
                "Pumps.",
                List.of(new Column("day", ColumnType.DATE, false, "")),
                "day",
                List.of(),
                List.of(),
                null)
            .withOptions(new TableOptions(Map.of(), 86_400_000L));
    assertThat(maker.merge(wanted)).isEqualTo(wanted);
    assertThat(found(wanted).getTimePartitioning().getExpirationMs()).isEqualTo(86_400_000L);
  }

  private void addForeignColumn(TableDefinition table) throws IOException {
    List<TableFieldSchema> fields = new ArrayList<>(found(table).getSchema().getFields());
    fields.add(new TableFieldSchema().setName("span").setType("INTERVAL"));
    bigquery
        .tables()
        .patch(
            target.project(),
            target.dataset(table),
            table.name(),
            new Table().setSchema(new TableSchema().setFields(fields)))
        .execute();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"INTERNAL", "LOST_ANSWER", "RESOURCE_EXHAUSTED"})
  void merge_serviceFailsForAWhile_isRepeated(Fault fault) throws IOException {
    inject(fault, Call.TABLES, 3);
    maker.merge(wells("id INT64", "a INT64"));
    inject(fault, Call.TABLES, 3);
    inject(fault, Call.JOBS, 2);
    assertThat(types(maker.merge(wells("id INT64", "a NUMERIC", "b STRING"))))
        .isEqualTo(Map.of("id", "INT64", "a", "NUMERIC", "b", "STRING"));
    assertThat(waits).isNotEmpty();
  }

  @Test
  void merge_wideningRefusedAgainAndAgain_leavesTheTypeForTheCallerToSee() throws IOException {
    maker.merge(wells("id INT64", "a INT64"));
    inject(Fault.ALREADY_EXISTS, Call.JOBS, 2);
    assertThat(types(maker.merge(wells("id INT64", "a NUMERIC")))).containsEntry("a", "NUMERIC");
    inject(Fault.ALREADY_EXISTS, Call.JOBS, 100);
    assertThat(types(maker.merge(wells("id INT64", "a BIGNUMERIC", "b DATE"))))
        .isEqualTo(Map.of("id", "INT64", "a", "NUMERIC", "b", "DATE"));
  }

  @Test
  void merge_overQuotaForGood_givesUp() throws IOException {
    inject(Fault.RESOURCE_EXHAUSTED, Call.TABLES, 1000);
    assertThatThrownBy(() -> maker.merge(wells("id INT64")))
        .isInstanceOf(WarehouseException.class)
        .hasMessageStartingWith("BigQuery answered 403 for wells.pumps in project demo");
    assertThat(waits).hasSizeBetween(10, 60);
  }

  private static void inject(Fault fault, Call call, int times) {
    BIGQUERY.sandbox().faults().inject(FaultRule.of(fault, call, times));
  }

  private Table found(TableDefinition table) throws IOException {
    return bigquery.tables().get(target.project(), target.dataset(table), table.name()).execute();
  }

  /** A table by the names and types of its columns, with the key {@code id}. */
  private static TableDefinition wells(String... columns) {
    return new TableDefinition(
        "wells",
        "pumps",
        "Pumps of wells.",
        List.of(columns).stream()
            .map(text -> text.split(" ", 2))
            .map(parts -> new Column(parts[0], ColumnType.named(parts[1]), false, ""))
            .toList(),
        null,
        List.of("id"),
        List.of("id"),
        "0-0 0 0:15:0");
  }

  private static Map<String, String> types(TableDefinition table) {
    Map<String, String> types = new HashMap<>();
    table.columns().forEach(c -> types.put(FieldSchemas.key(c.name()), c.type().name()));
    assertThat(types).hasSameSizeAs(table.columns());
    return types;
  }

  private static <T> List<List<T>> permutations(List<T> all) {
    if (all.isEmpty()) {
      return List.of(List.of());
    }
    List<List<T>> permutations = new ArrayList<>();
    for (int first = 0; first < all.size(); first++) {
      List<T> rest = new ArrayList<>(all);
      T head = rest.remove(first);
      for (List<T> tail : permutations(rest)) {
        List<T> order = new ArrayList<>(List.of(head));
        order.addAll(tail);
        permutations.add(order);
      }
    }
    return permutations;
  }
}
