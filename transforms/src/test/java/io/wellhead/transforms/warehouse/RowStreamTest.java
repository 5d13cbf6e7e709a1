// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.bigquery.control.Call;
import io.wellhead.sandbox.bigquery.control.Fault;
import io.wellhead.sandbox.bigquery.control.FaultRule;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows of tables whose columns change, and a service that fails in between. */
class RowStreamTest {
  private static final TableDefinition NARROW = wells("id", "depth");
  private static final TableDefinition WIDE = wells("id", "depth", "name");

  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private final List<Long> waits = new ArrayList<>();
  private final Told told = new Told();
  private SandboxWarehouse warehouse;
  private TableMaker maker;
  private RowStreams streams;

  /** What was told of rows. */
  private static final class Told implements RowSink.Outcome<Long> {
    private final List<Long> written = new ArrayList<>();
    private final List<Long> rejected = new ArrayList<>();

    @Override
    public void written(Long row) {
      written.add(row);
    }

    @Override
    public void rejected(Long row, String reason) {
      rejected.add(row);
    }
  }

  @BeforeEach
  void open() throws IOException {
    warehouse = new SandboxWarehouse(BIGQUERY.sandbox());
    maker = TableMaker.from(warehouse.options());
    streams = RowStreams.open(warehouse.options(), waits::add);
  }

  @AfterEach
  void close() {
    BIGQUERY.sandbox().faults().clear();
    streams.close();
  }

  @Test
  void versionsOfATable_eachHaveTheirColumns() throws IOException {
    maker.merge(NARROW);
    RowSink<Long> narrow = streams.to(NARROW, told);
    narrow.add(row(NARROW, 1), 1L);
    narrow.flush();

    TableDefinition wide = maker.merge(WIDE);
    RowSink<Long> after = streams.to(wide, told);
    after.add(row(wide, 2), 2L);
    narrow.add(row(NARROW, 3), 3L);
    after.flush();
    narrow.flush();

    assertThat(told.written).containsExactly(1L, 2L, 3L);
    assertThat(names()).containsExactly("1 null", "2 well 2", "3 null");
    narrow.close();
    after.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {
        "RESOURCE_EXHAUSTED",
        "CONNECTION_EXHAUSTED",
        "INTERNAL",
        "UNAVAILABLE",
        "LOST_ANSWER"
      })
  void passingFault_isRepeated(Fault fault) throws IOException {
    maker.merge(WIDE);
    BIGQUERY.sandbox().faults().inject(FaultRule.of(fault, Call.APPEND_ROWS, 2));
    RowSink<Long> stream = streams.to(WIDE, told);
    stream.add(row(WIDE, 1), 1L);
    stream.flush();

    assertThat(told.written).containsExactly(1L);
    assertThat(names()).containsExactly("1 well 1");
    assertThat(BIGQUERY.sandbox().faults().pending()).as("faults that did not strike").isZero();
    stream.close();
  }

  @Test
  void refusedRow_isTold_andTheOthersAreWritten() throws IOException {
    maker.merge(WIDE);
    BIGQUERY.sandbox().faults().inject(FaultRule.of(Fault.REJECT_ROW, Call.APPEND_ROWS, 1));
    RowSink<Long> stream = streams.to(WIDE, told);
    for (long id = 1; id <= 3; id++) {
      stream.add(row(WIDE, id), id);
    }
    stream.flush();

    assertThat(told.rejected).containsExactly(1L);
    assertThat(told.written).containsExactly(2L, 3L);
    assertThat(names()).containsExactly("2 well 2", "3 well 3");
    stream.close();
  }

  @Test
  void columnsThatTheServiceDoesNotKnow_areTold_andTheRowsCanBeTakenBack() throws IOException {
    maker.merge(NARROW);
    RowSink<Long> stream = streams.to(WIDE, told);
    stream.add(row(WIDE, 1), 1L);

    assertThatThrownBy(stream::flush)
        .isInstanceOf(StaleTableException.class)
        .hasMessageContaining(WIDE.qualifiedName());
    assertThat(stream.takeBack()).containsExactly(1L);
    assertThat(told.written).isEmpty();
    stream.close();
  }

  @Test
  void tableThatIsNotThere_failsAlone() throws IOException {
    RowSink<Long> stream = streams.to(WIDE, told);
    stream.add(row(WIDE, 1), 1L);

    assertThatThrownBy(stream::flush).isInstanceOf(WarehouseException.class);
    assertThat(stream.takeBack()).containsExactly(1L);
    stream.close();
  }

  private static byte[] row(TableDefinition table, long id) {
    RowWriter row = new RowWriter(table);
    row.start();
    row.set("id", id).set("depth", 100 * id);
    if (row.hasColumn("name")) {
      row.set("name", "well " + id);
    }
    return row.finish(RowChange.upsert(ChangeSequence.of(id)), Instant.EPOCH);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (Map<String, @Nullable Object> row :
        warehouse.query("SELECT id, name FROM " + warehouse.name(WIDE) + " ORDER BY id")) {
      names.add(row.get("id") + " " + row.get("name"));
    }
    return names;
  }

  private static TableDefinition wells(String... names) {
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(
          new Column(name, name.equals("name") ? ColumnType.STRING : ColumnType.INT64, false, ""));
    }
    return new TableDefinition(
        "wells_silver", "wells", "Wells.", columns, null, List.of("id"), List.of("id"), null);
  }
}
