// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.datastream.Column;
import io.wellhead.sandbox.datastream.Emission;
import io.wellhead.sandbox.datastream.Row;
import io.wellhead.sandbox.datastream.Source;
import io.wellhead.sandbox.datastream.history.SameValue;
import io.wellhead.sandbox.datastream.history.TableHistory;
import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.changefiles.FileSample;
import io.wellhead.transforms.changesettings.ChangeSettings;
import io.wellhead.transforms.changesettings.ChangeTransforms;
import io.wellhead.transforms.changesettings.Deletes;
import io.wellhead.transforms.changesettings.TableSettings;
import io.wellhead.transforms.discovery.FoundFile;
import io.wellhead.transforms.warehouse.RowSink;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.TableModel;
import io.wellhead.transforms.warehouse.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever happens to a table, and however its changes come into files: read with restarts, in any
 * order, with faults of the warehouse, they end as the source's table.
 *
 * <p>Every build plays the same {@code -Dwellhead.histories=500} of each source; a failure names
 * its seed, which {@code -Dwellhead.seed=SEED} plays alone, and {@code -Dwellhead.random=true}
 * plays others. The whole pipeline plays some of them in {@code ChangeFileHistoriesTest}.
 */
class TableHistoriesTest {
  private static final int HISTORIES = Integer.getInteger("wellhead.histories", 500);
  private static final TableName TABLE = new TableName("silver", "table");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Source.class)
  void silverIsTheSourcesTable(Source source) throws Exception {
    Long one = Long.getLong("wellhead.seed");
    long first =
        Boolean.getBoolean("wellhead.random") ? System.nanoTime() : source.name().hashCode();
    List<Long> seeds =
        one != null
            ? List.of(one)
            : new SplittableRandom(first).longs(HISTORIES, 0, 1_000_000_000).boxed().toList();
    for (long seed : seeds) {
      play(source, seed);
    }
  }

  private void play(Source source, long seed) throws Exception {
    TableHistory history = TableHistory.builder(source, seed).operations(40).play();
    Emission emission = Emission.builder(history.events(), seed).waves(3).plan();
    TableModel model = new TableModel(seed, 0.1);
    Random random = new Random(seed);
    List<Path> files = new ArrayList<>();
    Path root = Files.createDirectory(folder.resolve(source + "-" + seed));
    for (int wave = 0; wave < emission.waves(); wave++) {
      files.addAll(emission.write(root, wave));
      Collections.shuffle(files, random);
      read(files, model, seed);
    }
    silverEqualsTheTable(model, history, seed);
  }

  /** A run from the beginning: nothing is known but what the tables are. */
  private static void read(List<Path> files, TableModel model, long seed) throws Exception {
    ChangeTransforms transforms = ChangeSettings.none().open();
    Counting outcome = new Counting(seed);
    long events = 0;
    SilverTable table = null;
    for (Path file : files) {
      FileSample sample =
          FileSample.of(
              new FoundFile(file.toString(), "1", Files.size(file), Instant.EPOCH),
              Integer.MAX_VALUE);
      assertThat(sample.problems()).as("-Dwellhead.seed=%d", seed).isEmpty();
      for (ChangeEvent event : sample.events()) {
        TableSettings settings = transforms.table(event);
        table = table == null ? open(settings, model, outcome) : table;
        table.write(
            new SilverRow(
                new FileEvent(file.toString(), "1", 0, event), transforms.current(event)));
        events++;
      }
    }
    if (table != null) {
      table.flush();
    }
    assertThat(outcome.written).as("-Dwellhead.seed=%d: rows written", seed).isEqualTo(events);
  }

  private static SilverTable open(TableSettings settings, TableModel model, Counting outcome) {
    SilverWarehouse warehouse =
        new SilverWarehouse() {
          @Override
          public TableDefinition merge(TableDefinition wanted) {
            return model.merge(wanted);
          }

          @Override
          public <C> RowSink<C> stream(TableDefinition table, RowSink.Outcome<C> of) {
            return model.stream(table, of);
          }

          @Override
          public void close() {}
        };
    return new SilverTable(
        new SilverTarget(TABLE, Layer.CURRENT_STATE, settings, Deletes.HARD),
        warehouse,
        outcome,
        Clock.systemUTC(),
        millis -> {});
  }

  private static final class Counting implements RowSink.Outcome<SilverRow> {
    private final long seed;
    private long written;

    Counting(long seed) {
      this.seed = seed;
    }

    @Override
    public void written(SilverRow row) {
      written++;
    }

    @Override
    public void rejected(SilverRow row, String reason) {
      throw new AssertionError("-Dwellhead.seed=" + seed + ": " + reason);
    }
  }

  private static void silverEqualsTheTable(TableModel model, TableHistory history, long seed) {
    Map<Object, Map<String, @Nullable Object>> expected = new HashMap<>();
    for (Row row : history.table().values()) {
      Map<String, @Nullable Object> values = new HashMap<>();
      for (Column column : row.schema().columns()) {
        values.put(name(column), SameValue.ofSource(row.get(column.name()), column.type()));
      }
      expected.put(key(values, history), values);
    }
    Map<Object, Map<String, @Nullable Object>> found = new HashMap<>();
    for (Map<String, @Nullable Object> row : model.rows(TABLE)) {
      Map<String, @Nullable Object> values = new HashMap<>();
      for (Column column : history.schema().columns()) {
        values.put(name(column), SameValue.ofTable(row.get(name(column)), column.type()));
      }
      found.put(key(values, history), values);
    }
    assertThat(found).as("-Dwellhead.seed=%d", seed).isEqualTo(expected);
  }

  private static String name(Column column) {
    return column.name().toLowerCase(Locale.ROOT);
  }

  private static Object key(Map<String, @Nullable Object> row, TableHistory history) {
    Map<String, @Nullable Object> key = new HashMap<>();
    history.keys().forEach(name -> key.put(name, row.get(name.toLowerCase(Locale.ROOT))));
    return key;
  }
}
