// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.datastream.Column;
import io.wellhead.sandbox.datastream.Event;
import io.wellhead.sandbox.datastream.Row;
import io.wellhead.sandbox.datastream.Source;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableHistoryTest {

  @ParameterizedTest
  @EnumSource(Source.class)
  void highestEvent_ofEachKey_givesTheTable_inWhateverOrderTheyAreRead(Source source) {
    for (long seed = 0; seed < 300; seed++) {
      TableHistory history = TableHistory.builder(source, seed).extremes(Extremes.ALL).play();
      List<Event> events = new ArrayList<>(history.events());
      Collections.shuffle(events, new Random(seed));

      assertThat(known(rows(latest(history, events)), history))
          .as("%s, seed %d", source, seed)
          .isEqualTo(known(history.table(), history));
    }
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void changes_ofOneKey_neverShareTheirPosition_butForStatementsThatMoveKeys(Source source) {
    EventOrder order = new EventOrder();
    for (long seed = 0; seed < 100; seed++) {
      TableHistory history = TableHistory.builder(source, seed).play();
      Map<List<Object>, List<Event>> byKey = new HashMap<>();
      for (Event event : history.events()) {
        if (!event.isBackfill()) {
          byKey.computeIfAbsent(key(event, history), key -> new ArrayList<>()).add(event);
        }
      }

      for (List<Event> changes : byKey.values()) {
        List<Event> sorted = new ArrayList<>(changes);
        sorted.sort(order);
        assertThat(sorted).as("%s, seed %d", source, seed).isEqualTo(changes);
        for (int i = 1; i < sorted.size(); i++) {
          assertThat(order.compare(sorted.get(i - 1), sorted.get(i))).isNegative();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void history_isTheSame_forTheSameSeed(Source source) {
    TableHistory one = TableHistory.builder(source, 7).play();
    TableHistory other = TableHistory.builder(source, 7).play();

    assertThat(other.events()).isEqualTo(one.events());
    assertThat(other.table()).isEqualTo(one.table());
    assertThat(TableHistory.builder(source, 8).play().events()).isNotEqualTo(one.events());
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void uuids_areDistinct(Source source) {
    TableHistory history = TableHistory.builder(source, 3).operations(2000).play();

    assertThat(history.events()).extracting(Event::uuid).doesNotHaveDuplicates();
    assertThat(history.events()).extracting(Event::uuid).allMatch(uuid -> uuid.length() == 36);
  }

  @Test
  void histories_holdWhatReadersStumbleOver() {
    assertThat(texts(Source.MYSQL, "log_file")).contains("mysql-bin.999999", "mysql-bin.1000000");
    assertThat(texts(Source.POSTGRESQL, "lsn"))
        .anyMatch(lsn -> lsn.startsWith("9/"))
        .anyMatch(lsn -> lsn.startsWith("A/"))
        .anyMatch(lsn -> lsn.startsWith("10/"));
    assertThat(texts(Source.ORACLE, "rs_id"))
        .anyMatch(record -> record.startsWith(" 0x0000d5.") && record.endsWith(" "))
        .anyMatch(record -> record.startsWith(" 0x0000d6."));
    assertThat(texts(Source.SQLSERVER, "lsn"))
        .anyMatch(lsn -> lsn.startsWith("00000025:"))
        .anyMatch(lsn -> lsn.startsWith("00000026:"));
    assertThat(texts(Source.MYSQL, "change_type"))
        .containsOnly("INSERT", "UPDATE-INSERT", "UPDATE-DELETE", "DELETE");
    assertThat(texts(Source.MONGODB, "change_type"))
        .containsOnly("READ", "CREATE", "UPDATE", "DELETE");
    for (Source source : Source.values()) {
      assertThat(events(source).filter(Event::isBackfill)).as(source.name()).isNotEmpty();
    }
    assertThat(schemasOfOneHistory(Source.ORACLE)).isGreaterThan(2);
  }

  private static Stream<Event> events(Source source) {
    return LongStream.range(0, 40)
        .mapToObj(seed -> TableHistory.builder(source, seed).play())
        .flatMap(history -> history.events().stream());
  }

  private static Set<String> texts(Source source, String field) {
    Set<String> texts = new HashSet<>();
    events(source)
        .forEach(
            event -> {
              if (event.metadata().get(field) instanceof String text) {
                texts.add(text);
              }
            });
    return texts;
  }

  private static long schemasOfOneHistory(Source source) {
    return LongStream.range(0, 40)
        .mapToObj(seed -> TableHistory.builder(source, seed).play().events())
        .mapToLong(
            events -> events.stream().map(event -> event.row().schema().key()).distinct().count())
        .max()
        .orElseThrow();
  }

  /** What a table holds that keeps the highest event of each key. */
  private static Map<List<Object>, Event> latest(TableHistory history, List<Event> events) {
    EventOrder order = new EventOrder();
    Map<List<Object>, Event> latest = new HashMap<>();
    for (Event event : events) {
      latest.merge(
          key(event, history), event, (old, fresh) -> order.compare(fresh, old) >= 0 ? fresh : old);
    }
    return latest;
  }

  private static Map<List<Object>, Row> rows(Map<List<Object>, Event> latest) {
    Map<List<Object>, Row> rows = new HashMap<>();
    latest.forEach(
        (key, event) -> {
          if (!event.isDelete()) {
            rows.put(key, event.row());
          }
        });
    return rows;
  }

  private static List<Object> key(Event event, TableHistory history) {
    List<Object> key = new ArrayList<>();
    for (String column : history.keys()) {
      key.add(event.row().get(column));
    }
    return key;
  }

  /** The rows with the columns of the end; whole numbers compare by value, whatever their type. */
  private static Map<List<Object>, List<@Nullable Object>> known(
      Map<List<Object>, Row> rows, TableHistory history) {
    Map<List<Object>, List<@Nullable Object>> known = new HashMap<>();
    rows.forEach(
        (key, row) -> {
          List<@Nullable Object> values = new ArrayList<>();
          for (Column column : history.schema().columns()) {
            values.add(comparable(row.get(column.name())));
          }
          known.put(key, values);
        });
    return known;
  }

  private static @Nullable Object comparable(@Nullable Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return new BigDecimal(value.toString()).stripTrailingZeros();
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.stripTrailingZeros();
    }
    if (value instanceof String text && text.matches("-?\\d{1,65}(\\.\\d+)?")) {
      return new BigDecimal(text).stripTrailingZeros();
    }
    return value;
  }
}
