// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.datastream.Column;
import io.wellhead.sandbox.datastream.Emission;
import io.wellhead.sandbox.datastream.Event;
import io.wellhead.sandbox.datastream.Origin;
import io.wellhead.sandbox.datastream.Row;
import io.wellhead.sandbox.datastream.Source;
import io.wellhead.sandbox.datastream.history.SameValue;
import io.wellhead.sandbox.datastream.history.TableHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A random history of a table, and the files that it comes in, in three waves. The pipeline is to
 * name the table's domain {@code all} and the table after the stream.
 */
record PlayedHistory(long seed, TableHistory history, Emission emission) {
  static PlayedHistory of(Source source, long seed, int operations) {
    TableHistory history = TableHistory.builder(source, seed).operations(operations).play();
    List<Event> events = history.events().stream().map(event -> renamed(event, seed)).toList();
    return new PlayedHistory(seed, history, Emission.builder(events, seed).waves(3).plan());
  }

  String name() {
    return "h" + seed;
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

  /** The current state is the table as the history left it. */
  void silverIsTheTable(ChangePath path) {
    Map<Map<String, @Nullable Object>, Map<String, @Nullable Object>> expected = new HashMap<>();
    for (Row row : history.table().values()) {
      Map<String, @Nullable Object> values = new HashMap<>();
      for (Column column : row.schema().columns()) {
        values.put(name(column), SameValue.ofSource(row.get(column.name()), column.type()));
      }
      expected.put(key(values, history), values);
    }
    Map<Map<String, @Nullable Object>, Map<String, @Nullable Object>> found = new HashMap<>();
    for (Map<String, @Nullable Object> row : path.query("SELECT * FROM {}all_silver." + name())) {
      Map<String, @Nullable Object> byName = new HashMap<>();
      row.forEach((name, value) -> byName.put(name.toLowerCase(Locale.ROOT), value));
      Map<String, @Nullable Object> values = new HashMap<>();
      for (Column column : history.schema().columns()) {
        values.put(name(column), SameValue.ofTable(byName.get(name(column)), column.type()));
      }
      assertThat(found.put(key(values, history), values)).isNull();
    }
    assertThat(found).as("-Dwellhead.seed=%d", seed).isEqualTo(expected);
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

  /** Bronze has each event, and no other. */
  void bronzeHasEveryEvent(ChangePath path) throws IOException {
    List<String> found = new ArrayList<>();
    path.query("SELECT _datastream_metadata.uuid AS u FROM {}all_bronze." + name())
        .forEach(row -> found.add(String.valueOf(row.get("u"))));
    assertThat(new HashSet<>(found))
        .as("-Dwellhead.seed=%d", seed)
        .isEqualTo(new HashSet<>(emission.distinctEvents().stream().map(Event::uuid).toList()));
  }
}
