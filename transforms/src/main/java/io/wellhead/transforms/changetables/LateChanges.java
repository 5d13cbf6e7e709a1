// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.changesettings.Deletes;
import io.wellhead.transforms.changesettings.TableSettings;
import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.TableName;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rows that were deleted long ago from coming back. BigQuery remembers a delete for two days;
 * an older change of the row that comes later would make the row again. Bronze remembers all:
 * changes that are as old as that wait here until it was asked whether a delete came behind them.
 *
 * <p>A delete that is in bronze is in the current state too, or on its way there, so a change that
 * is older may be left out in any case. One thread.
 */
final class LateChanges {
  /** Less than BigQuery's two days, for clocks that differ. */
  private static final Duration REMEMBERED = Duration.ofHours(47);

  private final ChangeDestinations destinations;
  private final EventTables names;
  private final Clock clock;
  private final PipelineOptions options;
  private final Map<TableName, List<Late>> waiting = new HashMap<>();

  /** When tables of bronze were made. */
  private final Map<TableName, Instant> made = new HashMap<>();

  private @Nullable Warehouse warehouse;

  /** A change with the text of its key. */
  private record Late(FileEvent file, String key) {}

  /**
   * What bronze says of the changes that waited.
   *
   * @param living those that count still
   * @param superseded those behind which the row was deleted
   */
  record Answer(List<FileEvent> living, List<FileEvent> superseded) {}

  LateChanges(
      ChangeDestinations destinations, EventTables names, Clock clock, PipelineOptions options) {
    this.destinations = destinations;
    this.names = names;
    this.clock = clock;
    this.options = options;
  }

  /** Takes a change if it is so old that a delete behind it may be forgotten. */
  boolean takes(FileEvent file, TableSettings settings) {
    ChangeEvent event = file.event();
    if (event.source().isDelete()
        || destinations.deletes(settings) == Deletes.SOFT
        || event.sourceTime().isAfter(clock.instant().minus(REMEMBERED))) {
      return false;
    }
    String key = RowKey.of(event, settings);
    if (key == null) {
      return false;
    }
    waiting
        .computeIfAbsent(names.bronze(event), table -> new ArrayList<>())
        .add(new Late(file, key));
    return true;
  }

  /**
   * Asks for those that wait, and waits for none any more.
   *
   * @throws IOException if BigQuery does not answer
   */
  Answer release() throws IOException {
    Answer answer = new Answer(new ArrayList<>(), new ArrayList<>());
    for (Map.Entry<TableName, List<Late>> table : waiting.entrySet()) {
      Map<String, String> deletes = deletes(table.getKey(), table.getValue());
      for (Late late : table.getValue()) {
        String delete = deletes.get(late.key());
        boolean deleted =
            delete != null && delete.compareTo(late.file().event().sequence().toString()) > 0;
        (deleted ? answer.superseded() : answer.living()).add(late.file());
      }
    }
    waiting.clear();
    return answer;
  }

  void forget() {
    waiting.clear();
  }

  /** Sequences of the newest deletes, by key. */
  private Map<String, String> deletes(TableName bronze, List<Late> late) throws IOException {
    if (warehouse == null) {
      warehouse = Warehouse.from(options);
    }
    if (!isOld(bronze, warehouse)) {
      return Map.of();
    }
    Instant from =
        times(late).min(Instant::compareTo).orElse(Instant.EPOCH).minus(Duration.ofSeconds(1));
    Map<String, String> deletes = new HashMap<>();
    for (QueryRow row :
        warehouse
            .query(
                "SELECT row_key, MAX(sequence) AS sequence FROM "
                    + warehouse.table(bronze)
                    + " WHERE is_deleted AND source_timestamp >= ? AND row_key IN UNNEST(?)"
                    + " GROUP BY row_key",
                from,
                late.stream().map(Late::key).distinct().toList())
            .all()) {
      deletes.put(
          Objects.requireNonNull(row.text("row_key")),
          Objects.requireNonNull(row.text("sequence")));
    }
    return deletes;
  }

  /** What a young table knows of deletes, BigQuery remembers as well: files that are read anew. */
  private boolean isOld(TableName bronze, Warehouse in) throws IOException {
    if (!made.containsKey(bronze)) {
      in.made(bronze).ifPresent(time -> made.put(bronze, time));
    }
    Instant time = made.get(bronze);
    return time != null && time.isBefore(clock.instant().minus(REMEMBERED));
  }

  private static Stream<Instant> times(List<Late> late) {
    return late.stream().map(change -> change.file().event().sourceTime());
  }
}
