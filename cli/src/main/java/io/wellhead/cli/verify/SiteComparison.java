// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.verify;

import static java.util.Objects.requireNonNull;

import io.wellhead.cli.verify.Difference.What;
import io.wellhead.restream.DataRecord;
import io.wellhead.restream.DataRequest;
import io.wellhead.restream.DataStream;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.StageFilter;
import io.wellhead.restream.model.Room;
import io.wellhead.transforms.stages.StageRecomputation;
import io.wellhead.transforms.stages.StageRecomputation.Recomputed;
import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares the seconds and minutes of one site, hour by hour. One thread. */
final class SiteComparison {
  private static final long HOUR = 3600;

  private final RestreamClient client;
  private final Warehouse warehouse;
  private final long siteId;
  private final boolean siUnits;
  private final DifferenceLog log;

  SiteComparison(
      RestreamClient client, Warehouse warehouse, long siteId, boolean siUnits, DifferenceLog log) {
    this.client = client;
    this.warehouse = warehouse;
    this.siteId = siteId;
    this.siUnits = siUnits;
    this.log = log;
  }

  /**
   * Compares the seconds from one to another, both included, the whole minutes among them, and the
   * stages that lie in them.
   */
  SiteFigures compare(long from, long through) throws IOException {
    SiteFigures sum = compareStages(from, through);
    for (long start = from; start <= through; start = (Math.floorDiv(start, HOUR) + 1) * HOUR) {
      long end = Math.min(through, (Math.floorDiv(start, HOUR) + 1) * HOUR - 1);
      sum = sum.plus(compareHour(start, end));
    }
    return sum;
  }

  private SiteFigures compareStages(long from, long through) throws IOException {
    Room site = Room.site(siteId);
    List<Recomputed> figures =
        new StageRecomputation(warehouse)
            .ofSite(
                siteId,
                client.stages(site, StageFilter.ALL).execute(),
                client.parametersAsSent(site).execute(),
                client.fields(site).execute(),
                siUnits,
                Instant.ofEpochSecond(from),
                Instant.ofEpochSecond(through));
    long equal = 0;
    for (Recomputed figure : figures) {
      if (figure.isEqual()) {
        equal++;
      } else {
        log.add(
            new Difference(
                What.AGGREGATION,
                "stage " + figure.stageId() + " " + figure.parameter(),
                siteId,
                figure.start(),
                figure.through(),
                1,
                text(figure.recomputed(), figure.recounted()),
                text(figure.value(), figure.samples())));
      }
    }
    return SiteFigures.ofAggregations(siteId, figures.size(), equal);
  }

  private static String text(@Nullable Double value, long samples) {
    return samples < 0 ? "" : (value == null ? "none" : value) + " of " + samples + " records";
  }

  private SiteFigures compareHour(long from, long through) throws IOException {
    SortedMap<Long, StoredRecord> served = served(from, through);
    SortedMap<Long, StoredRecord> stored = stored(from, through);
    SortedSet<Long> seconds = new TreeSet<>(served.keySet());
    seconds.addAll(stored.keySet());
    long equal = 0;
    for (long second : seconds) {
      equal += isEqual(second, served.get(second), stored.get(second)) ? 1 : 0;
    }
    SiteFigures minutes = compareMinutes(served, from, through);
    return SiteFigures.ofSeconds(siteId, served.size(), stored.size(), equal).plus(minutes);
  }

  private SortedMap<Long, StoredRecord> served(long from, long through) {
    DataRequest request =
        DataRequest.builder()
            .siUnits(siUnits)
            .start(Instant.ofEpochSecond(from))
            .end(Instant.ofEpochSecond(through))
            .build();
    SortedMap<Long, StoredRecord> records = new TreeMap<>();
    try (DataStream data = client.data(Room.site(siteId), request)) {
      for (DataRecord record : data) {
        long second = record.timestamp();
        if (second >= from && second <= through) {
          records.put(second, StoredRecord.ofJson(record.json()));
        }
      }
    }
    return records;
  }

  private SortedMap<Long, StoredRecord> stored(long from, long through) throws IOException {
    String sql =
        "SELECT * FROM "
            + warehouse.table(Tables.SILVER_MEASUREMENTS)
            + " WHERE site_id = ? AND event_time >= ? AND event_time <= ?";
    SortedMap<Long, StoredRecord> records = new TreeMap<>();
    for (QueryRow row : query(sql, from, through)) {
      records.put(
          requireNonNull(row.instant("event_time")).getEpochSecond(), StoredRecord.ofRow(row));
    }
    return records;
  }

  private Iterable<QueryRow> query(String sql, long from, long through) throws IOException {
    return warehouse.query(
        sql, siteId, Instant.ofEpochSecond(from), Instant.ofEpochSecond(through));
  }

  private boolean isEqual(
      long second, @Nullable StoredRecord served, @Nullable StoredRecord stored) {
    if (stored == null) {
      add(What.MISSING_SECOND, "", second, "a record", "");
      return false;
    }
    if (served == null) {
      add(What.SURPLUS_SECOND, "", second, "", "a row");
      return false;
    }
    SortedSet<String> fields = served.differences(stored);
    for (String field : fields) {
      add(What.VALUE, field, second, served.value(field), stored.value(field));
    }
    return fields.isEmpty();
  }

  private SiteFigures compareMinutes(SortedMap<Long, StoredRecord> served, long from, long through)
      throws IOException {
    long first = Math.floorDiv(from + 59, 60) * 60;
    long end = Math.floorDiv(through + 1, 60) * 60;
    if (first >= end) {
      return SiteFigures.none(siteId);
    }
    Minutes minutes = new Minutes();
    served.subMap(first, end).forEach(minutes::add);
    SortedMap<Minutes.Key, Minutes.Figures> expected = minutes.rows();
    SortedMap<Minutes.Key, Minutes.Figures> present = storedMinutes(first, end - 1);
    SortedSet<Minutes.Key> keys = new TreeSet<>(expected.keySet());
    keys.addAll(present.keySet());
    long equal = 0;
    for (Minutes.Key key : keys) {
      Minutes.Figures served1m = expected.get(key);
      Minutes.Figures stored1m = present.get(key);
      if (served1m != null && stored1m != null && served1m.isEqualTo(stored1m)) {
        equal++;
      } else {
        add(What.MINUTE, key.field(), key.minute(), text(served1m), text(stored1m));
      }
    }
    return SiteFigures.ofMinutes(siteId, expected.size(), present.size(), equal);
  }

  private SortedMap<Minutes.Key, Minutes.Figures> storedMinutes(long from, long through)
      throws IOException {
    String sql =
        "SELECT minute, field, `min`, `max`, mean, `first`, `last`, `count` FROM "
            + warehouse.table(Tables.SILVER_MINUTES)
            + " WHERE site_id = ? AND minute >= ? AND minute <= ?";
    SortedMap<Minutes.Key, Minutes.Figures> rows = new TreeMap<>();
    for (QueryRow row : query(sql, from, through)) {
      rows.put(
          new Minutes.Key(
              requireNonNull(row.instant("minute")).getEpochSecond(),
              requireNonNull(row.text("field"))),
          new Minutes.Figures(
              number(row, "min"),
              number(row, "max"),
              number(row, "mean"),
              number(row, "first"),
              number(row, "last"),
              requireNonNull(row.integer("count"))));
    }
    return rows;
  }

  private static double number(QueryRow row, String column) {
    Double value = row.number(column);
    return value == null ? Double.NaN : value;
  }

  private static String text(Minutes.@Nullable Figures figures) {
    return figures == null ? "" : figures.toString();
  }

  private void add(What what, String subject, long second, String served, String stored) {
    Instant at = Instant.ofEpochSecond(second);
    log.add(new Difference(what, subject, siteId, at, at, 1, served, stored));
  }
}
