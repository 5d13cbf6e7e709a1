// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.datastream.Column;
import io.wellhead.sandbox.datastream.Emission;
import io.wellhead.sandbox.datastream.Event;
import io.wellhead.sandbox.datastream.Origin;
import io.wellhead.sandbox.datastream.Row;
import io.wellhead.sandbox.datastream.Source;
import io.wellhead.sandbox.datastream.history.SameValue;
import io.wellhead.sandbox.datastream.history.TableHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever happens to a table, and however its changes come into files: silver ends as the source's
 * table, bronze has every event, and the account of each file balances.
 *
 * <p>Each table of a source has a random history of its own, so one run of the pipeline is many. A
 * failure names its seed; {@code -Dwellhead.seed=SEED} plays that history alone. Every build plays
 * the same {@code -Dwellhead.tables=4} of each source, {@code -Dwellhead.random=true} others.
 */
class ChangeFileHistoriesTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final int HISTORIES = Integer.getInteger("wellhead.tables", 4);

  /** Few, so that there are many histories; their kinds are dealt out evenly. */
  private static final int OPERATIONS = Integer.getInteger("wellhead.operations", 40);

  @TempDir Path folder;

  /** A history, and the files that it comes in. */
  private record Played(long seed, TableHistory history, Emission emission) {
    String name() {
      return "h" + seed;
    }
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void silverIsTheSourcesTable(Source source) throws Exception {
    List<Played> all = seeds(source).stream().map(seed -> play(source, seed)).toList();
    ChangePath path = new ChangePath(folder, BIGQUERY.sandbox());
    String[] options = {
      "--changeDomain=all",
      "--changeTable={stream}",
      "--changeReadConcurrency=4",
      "--appendAtLeastOnce=true",
      "--enforceImmutability=false"
    };

    for (Played played : all) {
      played.emission.write(folder.resolve(played.name()), 0);
      played.emission.write(folder.resolve(played.name()), 1);
    }
    path.run(options);
    for (Played played : all) {
      played.emission.write(folder.resolve(played.name()), 2);
    }
    path.run(options);

    assertThat(
            path.query(
                "SELECT message, MIN(source) AS s, COUNT(*) AS n FROM {}wellhead_ops.dead_letters GROUP BY message"))
        .isEmpty();
    for (Played played : all) {
      silverEqualsTheTable(path, played);
      bronzeHasEveryEvent(path, played);
    }
    assertThat(
            path.query(
                "SELECT uri FROM {}wellhead_ops.change_files WHERE NOT is_complete"
                    + " OR rows_read != rows_written + rows_dead_lettered + rows_filtered"))
        .isEmpty();
  }

  private static List<Long> seeds(Source source) {
    Long one = Long.getLong("wellhead.seed");
    long first =
        Boolean.getBoolean("wellhead.random") ? System.nanoTime() : source.name().hashCode();
    return one != null
        ? List.of(one)
        : new SplittableRandom(first).longs(HISTORIES, 0, 1_000_000_000).boxed().toList();
  }

  private static Played play(Source source, long seed) {
    TableHistory history = TableHistory.builder(source, seed).operations(OPERATIONS).play();
    List<Event> events = history.events().stream().map(event -> renamed(event, seed)).toList();
    return new Played(seed, history, Emission.builder(events, seed).waves(3).plan());
  }

  /** Each history has a stream of its own, after which its tables are named. */
  private static Event renamed(Event event, long seed) {
    Origin origin = event.origin();
    return new Event(
        new Origin(origin.source(), "projects/1/locations/here/streams/h" + seed, origin.object()),
        event.readMethod(),
        event.uuid(),
        event.times(),
        event.sortKeys(),
        event.metadata(),
        event.row());
  }

  private static void silverEqualsTheTable(ChangePath path, Played played) {
    Map<Map<String, @Nullable Object>, Map<String, @Nullable Object>> expected = new HashMap<>();
    TableHistory history = played.history;
    for (Row row : history.table().values()) {
      Map<String, @Nullable Object> values = new HashMap<>();
      for (Column column : row.schema().columns()) {
        values.put(name(column), SameValue.ofSource(row.get(column.name()), column.type()));
      }
      expected.put(key(values, history), values);
    }
    Map<Map<String, @Nullable Object>, Map<String, @Nullable Object>> found = new HashMap<>();
    for (Map<String, @Nullable Object> row :
        path.query("SELECT * FROM {}all_silver." + played.name())) {
      Map<String, @Nullable Object> byName = new HashMap<>();
      row.forEach((name, value) -> byName.put(name.toLowerCase(Locale.ROOT), value));
      Map<String, @Nullable Object> values = new HashMap<>();
      for (Column column : history.schema().columns()) {
        values.put(name(column), SameValue.ofTable(byName.get(name(column)), column.type()));
      }
      assertThat(found.put(key(values, history), values)).isNull();
    }
    assertThat(found).as("-Dwellhead.seed=%d", played.seed).isEqualTo(expected);
  }

  private static String name(Column column) {
    return column.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, @Nullable Object> key(
      Map<String, @Nullable Object> row, TableHistory history) {
    Map<String, @Nullable Object> key = new HashMap<>();
    for (String name : history.keys()) {
      key.put(name, row.get(name.toLowerCase(Locale.ROOT)));
    }
    return key;
  }

  private static void bronzeHasEveryEvent(ChangePath path, Played played) throws IOException {
    List<String> found = new ArrayList<>();
    path.query("SELECT _datastream_metadata.uuid AS u FROM {}all_bronze." + played.name())
        .forEach(row -> found.add(String.valueOf(row.get("u"))));
    assertThat(new HashSet<>(found))
        .as("-Dwellhead.seed=%d", played.seed)
        .isEqualTo(
            new HashSet<>(played.emission.distinctEvents().stream().map(Event::uuid).toList()));
  }
}
