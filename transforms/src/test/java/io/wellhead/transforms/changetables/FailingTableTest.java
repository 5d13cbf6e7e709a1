// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.changefiles.Outputs;
import io.wellhead.transforms.changesettings.ChangeSettings;
import io.wellhead.transforms.changesettings.Deletes;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.warehouse.RowSink;
import io.wellhead.transforms.warehouse.StaleTableException;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.TableModel;
import io.wellhead.transforms.warehouse.TableName;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.Sleeper;
import org.junit.jupiter.api.Test;

/** A table that takes no rows must not hold up the others. */
class FailingTableTest {
  private static final TableName BAD = new TableName("shop_silver", "bad");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2030-06-01T10:00:00Z"), ZoneOffset.UTC);

  private final TableModel model = new TableModel(1, 0);
  private final List<Long> waits = new ArrayList<>();

  @Test
  void aTableWhoseColumnsAreNeverTaken_isLeftAlone_andOthersAreWritten() throws Exception {
    WriteSilverFn fn =
        new WriteSilverFn(
            new ChangeDestinations(
                ChangeSettings.none(), new TableNaming("{database}", "{table}"), Deletes.HARD),
            Layer.CURRENT_STATE,
            true,
            (options, destinations, layer) -> new Warehouse(),
            CLOCK);
    fn.openTransforms();

    List<DeadLetter> first = bundle(fn, order("bad"), order("good"));
    int waited = waits.size();
    List<DeadLetter> second = bundle(fn, order("bad"), order("good").at(1));

    assertThat(first)
        .singleElement()
        .satisfies(
            letter ->
                assertThat(letter.message())
                    .isEqualTo("BigQuery does not take the columns of shop_silver.bad: old"));
    assertThat(waited).as("it may only be late").isGreaterThan(5);
    assertThat(second)
        .singleElement()
        .satisfies(
            letter -> assertThat(letter.message()).contains("shop_silver.bad is left alone"));
    assertThat(waits).as("nobody waits for it again").hasSize(waited);
    assertThat(model.rows(new TableName("shop_silver", "good"))).hasSize(1);
    fn.close();
  }

  private static Events order(String table) {
    return Events.mysql("shop", table).column("id", 1L);
  }

  private static List<DeadLetter> bundle(WriteSilverFn fn, Events... events) throws IOException {
    Outputs outputs = new Outputs();
    fn.start(PipelineOptionsFactory.create());
    for (Events event : events) {
      fn.write(event.inFile(), outputs);
    }
    fn.finish(ChangeRun.end(fn, outputs, WriteSilverFn.COUNTS));
    return outputs.of(WriteSilverFn.FAILURES);
  }

  /** Never takes a row of the one table. */
  private final class Warehouse implements SilverWarehouse {
    @Override
    public TableDefinition merge(TableDefinition wanted) {
      return model.merge(wanted);
    }

    @Override
    public <C> RowSink<C> stream(TableDefinition table, RowSink.Outcome<C> outcome) {
      return table.tableName().equals(BAD) ? new StaleSink<>() : model.stream(table, outcome);
    }

    @Override
    public Sleeper sleeper() {
      return waits::add;
    }

    @Override
    public void close() {}
  }

  /** Says that the table has other columns. */
  private static final class StaleSink<C> implements RowSink<C> {
    private final List<C> rows = new ArrayList<>();

    @Override
    public void add(byte[] row, C context) {
      rows.add(context);
    }

    @Override
    public void flush() throws StaleTableException {
      if (!rows.isEmpty()) {
        throw new StaleTableException(BAD.toString(), "old");
      }
    }

    @Override
    public List<C> takeBack() {
      List<C> back = List.copyOf(rows);
      rows.clear();
      return back;
    }

    @Override
    public void close() {}
  }
}
