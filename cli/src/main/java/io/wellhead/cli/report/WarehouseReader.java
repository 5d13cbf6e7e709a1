// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the report shows from {@code restream_silver}. The SQL is such that BigQuery and
 * DuckDB mean the same by it: plain joins, comparisons and aggregates.
 */
final class WarehouseReader {
  private final Warehouse warehouse;

  WarehouseReader(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * How much a well has to show in a period.
   *
   * @param first time of the first measurement
   * @param last time of the last one
   * @param counts values per channel
   */
  record Extent(Instant first, Instant last, Map<Channel, Long> counts) {}

  /** The newest measurement before the instant; empty when there is none. */
  Optional<Instant> newestMeasurement(Instant before) throws IOException {
    String sql =
        "SELECT MAX(event_time) AS newest FROM "
            + warehouse.table(Tables.SILVER_MEASUREMENTS)
            + " WHERE event_time < ?";
    return warehouse.query(sql, before).stream()
        .map(row -> row.instant("newest"))
        .flatMap(Stream::ofNullable)
        .findFirst();
  }

  /** The wells, by name. */
  List<Well> wells(@Nullable Long padId) throws IOException {
    String sql =
        "SELECT s.id AS site_id, s.name AS name, s.pad_id AS pad_id, p.name AS pad_name, s.well_api AS well_api,"
            + " s.operator_name AS operator_name, s.stage_total AS stage_total, s.timezone AS timezone"
            + " FROM "
            + warehouse.table(Tables.SILVER_SITES)
            + " AS s LEFT JOIN "
            + warehouse.table(Tables.SILVER_PADS)
            + " AS p ON p.id = s.pad_id";
    return warehouse.query(sql).stream()
        .filter(row -> padId == null || padId.equals(row.integer("pad_id")))
        .map(WarehouseReader::well)
        .sorted(Comparator.comparing(Well::name))
        .toList();
  }

  /** What the sites have in the period; sites without a measurement are absent. */
  Map<Long, Extent> extents(Instant from, Instant to) throws IOException {
    String counts =
        Stream.of(Channel.values())
            .map(channel -> ", COUNT(" + channel.column() + ") AS " + channel.column())
            .collect(Collectors.joining());
    String sql =
        "SELECT site_id, MIN(event_time) AS first_time, MAX(event_time) AS last_time"
            + counts
            + " FROM "
            + warehouse.table(Tables.SILVER_MEASUREMENTS)
            + " WHERE event_time >= ? AND event_time < ? GROUP BY site_id";
    Map<Long, Extent> extents = new HashMap<>();
    for (QueryRow row : warehouse.query(sql, from, to)) {
      Map<Channel, Long> values = new EnumMap<>(Channel.class);
      for (Channel channel : Channel.values()) {
        values.put(channel, required(row.integer(channel.column())));
      }
      extents.put(
          required(row.integer("site_id")),
          new Extent(
              required(row.instant("first_time")), required(row.instant("last_time")), values));
    }
    return extents;
  }

  /** The well's stage entries that overlap the period, by start. */
  List<Stage> stages(Well well, Instant from, Instant to) throws IOException {
    String sql =
        "SELECT stage_id, stage_number, state, start AS started, `end` AS ended FROM "
            + warehouse.table(Tables.SILVER_STAGES)
            + " WHERE site_id = ? AND start < ? AND (`end` IS NULL OR `end` > ?) ORDER BY start";
    List<Stage> stages = new ArrayList<>();
    for (QueryRow row : warehouse.query(sql, well.siteId(), to, from)) {
      Instant start = row.instant("started");
      String state = row.text("state");
      Long number = row.integer("stage_number");
      if (start != null && state != null && number != null) {
        stages.add(
            new Stage(required(row.text("stage_id")), number, state, start, row.instant("ended")));
      }
    }
    return stages;
  }

  /** Hands over the well's samples of the period in time order, in imperial units. */
  void samples(Well well, Instant from, Instant to, WellPass pass) throws IOException {
    String columns =
        Stream.of(Channel.values()).map(Channel::column).collect(Collectors.joining(", "));
    String present =
        Stream.of(Channel.values())
            .map(channel -> channel.column() + " IS NOT NULL")
            .collect(Collectors.joining(" OR "));
    String sql =
        "SELECT event_time, unit_system, "
            + columns
            + " FROM "
            + warehouse.table(Tables.SILVER_MEASUREMENTS)
            + " WHERE site_id = ? AND event_time >= ? AND event_time < ? AND ("
            + present
            + ") ORDER BY event_time";
    Sample sample = new Sample();
    for (QueryRow row : warehouse.query(sql, well.siteId(), from, to)) {
      boolean si = "si".equalsIgnoreCase(row.text("unit_system"));
      sample.clear();
      for (Channel channel : Channel.values()) {
        Double value = row.number(channel.column());
        if (value != null) {
          sample.set(channel, si ? channel.fromSi(value) : value);
        }
      }
      pass.add(required(row.instant("event_time")).getEpochSecond(), sample);
    }
  }

  private static Well well(QueryRow row) {
    long siteId = required(row.integer("site_id"));
    String name = row.text("name");
    return new Well(
        siteId,
        name == null || name.isBlank() ? "Site " + siteId : name,
        row.text("pad_name"),
        row.text("well_api"),
        row.text("operator_name"),
        row.integer("stage_total"),
        zone(row.text("timezone")));
  }

  /** A site without a zone that we know is shown in UTC, which the page says. */
  private static ZoneId zone(@Nullable String name) {
    try {
      return name == null ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a column that cannot be null is null");
    }
    return value;
  }
}
