// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.datastream.Column;
import io.wellhead.sandbox.datastream.ColumnType;
import io.wellhead.sandbox.datastream.Emission;
import io.wellhead.sandbox.datastream.Event;
import io.wellhead.sandbox.datastream.Origin;
import io.wellhead.sandbox.datastream.Row;
import io.wellhead.sandbox.datastream.Source;
import io.wellhead.sandbox.datastream.history.SameValue;
import io.wellhead.sandbox.datastream.history.TableHistory;
import io.wellhead.transforms.changesettings.ChangeSettings;
import io.wellhead.transforms.changesettings.Deletes;
import io.wellhead.transforms.warehouse.TableModel;
import io.wellhead.transforms.warehouse.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever happens to a table, and however its changes come into files: read with restarts, in any
 * order, with faults of the warehouse, silver ends as the source's table, bronze has every event,
 * and the account of each file balances.
 *
 * <p>Every build plays the same {@code -Dwellhead.histories=500} of each source; a failure names
 * its seed, which {@code -Dwellhead.seed=SEED} plays alone, and {@code -Dwellhead.random=true}
 * plays others. The steps are the pipeline's own, called without a runner; the whole pipeline plays
 * some histories in {@code ChangeFileHistoriesTest}.
 */
class TableHistoriesTest {
  private static final int HISTORIES = Integer.getInteger("wellhead.histories", 500);
  private static final int OPERATIONS = 40;
  private static final TableName SILVER = new TableName("all_silver", "kept");
  private static final TableName BRONZE = new TableName("all_bronze", "kept");

  /** What is no event, and must not take those before it along. */
  private static final String JUNK = "{\"no\":\"event\"}\n";

  /** By their text. */
  private static final Map<String, ChangeSettings> SETTINGS = new HashMap<>();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Source.class)
  void silverIsTheSourcesTable_bronzeHasEveryEvent_andTheLedgerBalances(Source source)
      throws Exception {
    Long one = Long.getLong("wellhead.seed");
    long first =
        Boolean.getBoolean("wellhead.random") ? System.nanoTime() : source.name().hashCode();
    List<Long> seeds =
        one != null
            ? List.of(one)
            : new SplittableRandom(first).longs(HISTORIES, 0, 1_000_000_000).boxed().toList();
    HistoryCounts counts = new HistoryCounts();
    for (long seed : seeds) {
      new Played(source, seed).play(counts);
    }
    if (seeds.size() >= 500) {
      counts.assertThatAllHappened(source);
    }
  }

  /** A history, the files that it comes in, and the tables that are made of them. */
  private final class Played {
    private final long seed;
    private final TableHistory history;
    private final Emission kept;
    private final Emission leftOut;
    private final ChangeDestinations destinations;
    private final TableModel model;
    private final Random random;
    private final List<Path> files = new ArrayList<>();
    private final Path root;
    private long junk;

    Played(Source source, long seed) throws IOException {
      this.seed = seed;
      history = TableHistory.builder(source, seed).operations(OPERATIONS).play();
      kept = Emission.builder(in("kept", history.events()), seed).waves(3).plan();
      List<Event> others = TableHistory.builder(source, seed + 1).operations(3).play().events();
      leftOut = Emission.builder(in("left-out", others), seed).waves(1).plan();
      destinations =
          new ChangeDestinations(
              SETTINGS.computeIfAbsent(
                  settings(history), text -> ChangeSettings.read("settings", text)),
              new TableNaming("all", "{stream}"),
              Deletes.HARD);
      model = new TableModel(seed, 0.1);
      random = new Random(seed);
      root = Files.createDirectory(folder.resolve(source + "-" + seed));
    }

    void play(HistoryCounts counts) throws IOException {
      ChangeRun run = new ChangeRun(destinations, model, random);
      String newest = "";
      boolean late = false;
      for (int wave = 0; wave < kept.waves(); wave++) {
        List<Path> added = new ArrayList<>();
        String before = newest;
        for (Path file : kept.write(root.resolve("kept"), wave)) {
          String minute = String.valueOf(file.getParent());
          late |= minute.compareTo(before) < 0;
          newest = minute.compareTo(newest) > 0 ? minute : newest;
          spoil(file);
          added.add(file);
        }
        if (wave == 0) {
          added.addAll(leftOut.write(root.resolve("left-out"), 0));
        }
        files.addAll(added);
        if (random.nextBoolean()) {
          // A restart that knows nothing of what was read.
          run = new ChangeRun(destinations, model, random);
          added = new ArrayList<>(files);
        }
        Collections.shuffle(added, random);
        try {
          run.read(added);
        } catch (RuntimeException e) {
          throw new AssertionError(named(), e);
        }
        assertThat(run.refused()).as(named()).isEmpty();
      }
      silverEqualsTheTable();
      bronzeHasEveryEvent();
      ledgerBalances(run);
      counts.add(history, late);
    }

    private String named() {
      return "-Dwellhead.seed=" + seed;
    }

    private void spoil(Path file) {
      if (file.toString().endsWith(".jsonl") && random.nextInt(4) == 0) {
        try {
          Files.writeString(file, JUNK, UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
          throw new AssertionError(e);
        }
        junk++;
      }
    }

    private void silverEqualsTheTable() {
      Map<Object, Map<String, @Nullable Object>> expected = new HashMap<>();
      for (Row row : history.table().values()) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Column column : row.schema().columns()) {
          values.put(name(column), SameValue.ofSource(row.get(column.name()), column.type()));
        }
        expected.put(key(values), values);
      }
      Map<Object, Map<String, @Nullable Object>> found = new HashMap<>();
      for (Map<String, @Nullable Object> row : model.rows(SILVER)) {
        Map<String, @Nullable Object> values = new HashMap<>();
        for (Column column : history.schema().columns()) {
          values.put(name(column), SameValue.ofTable(row.get(name(column)), column.type()));
        }
        found.put(key(values), values);
      }
      assertThat(found).as(named()).isEqualTo(expected);
    }

    private Object key(Map<String, @Nullable Object> row) {
      Map<String, @Nullable Object> key = new HashMap<>();
      history.keys().forEach(name -> key.put(name, row.get(name.toLowerCase(Locale.ROOT))));
      return key;
    }

    private void bronzeHasEveryEvent() {
      Set<Object> found = new HashSet<>();
      for (Map<String, @Nullable Object> row : model.appended(BRONZE)) {
        found.add(((Map<?, ?>) row.get("_datastream_metadata")).get("uuid"));
      }
      assertThat(found)
          .as(named())
          .isEqualTo(new HashSet<>(kept.distinctEvents().stream().map(Event::uuid).toList()));
    }

    private void ledgerBalances(ChangeRun run) {
      assertThat(run.unfinished()).as(named()).isEmpty();
      List<Map<String, @Nullable Object>> rows = model.rows(ChangeRun.ledger());
      assertThat(rows).as(named()).hasSize(files.size());
      for (Map<String, @Nullable Object> row : rows) {
        assertThat(row.get("is_complete")).as(named() + ": %s", row).isEqualTo(true);
        assertThat(row.get("rows_read"))
            .as(named() + ": %s", row)
            .isEqualTo(
                number(row, "rows_written")
                    + number(row, "rows_dead_lettered")
                    + number(row, "rows_filtered"));
      }
      assertThat(sum(rows, "rows_written")).as(named()).isEqualTo(kept.emitted());
      assertThat(sum(rows, "rows_filtered")).as(named()).isEqualTo(leftOut.emitted());
      assertThat(sum(rows, "rows_dead_lettered")).as(named()).isEqualTo(junk);
    }
  }

  private static long sum(List<Map<String, @Nullable Object>> rows, String column) {
    return rows.stream().mapToLong(row -> number(row, column)).sum();
  }

  private static long number(Map<String, @Nullable Object> row, String column) {
    return (Long) Objects.requireNonNull(row.get(column), column);
  }

  private static String name(Column column) {
    return column.name().toLowerCase(Locale.ROOT);
  }

  /** The same events in a stream of that name. */
  private static List<Event> in(String stream, List<Event> events) {
    return events.stream()
        .map(
            event ->
                new Event(
                    new Origin(
                        event.origin().source(),
                        "projects/1/locations/here/streams/" + stream,
                        event.origin().object()),
                    event.readMethod(),
                    event.uuid(),
                    event.times(),
                    event.sortKeys(),
                    event.metadata(),
                    event.row()))
        .toList();
  }

  /**
   * Leaves one stream out, and gives columns of JSON a type: in a JSON file a value of theirs that
   * is a bare number or text looks like one.
   */
  private static String settings(TableHistory history) {
    StringBuilder settings =
        new StringBuilder("tables:\n  - match: {stream: left-out}\n    include: false\n");
    Set<String> documents = new TreeSet<>();
    for (Event event : history.events()) {
      for (Column column : event.row().schema().columns()) {
        if (column.type().kind() == ColumnType.Kind.JSON && !history.keys().contains("_id")) {
          documents.add(column.name());
        }
      }
    }
    if (!documents.isEmpty()) {
      settings.append("  - match: {table: \"*\"}\n    columns:\n");
      documents.forEach(
          name -> settings.append("      \"").append(name).append("\": {type: STRING}\n"));
    }
    return settings.toString();
  }
}
