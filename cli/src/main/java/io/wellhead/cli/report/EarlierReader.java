// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads from {@code restream_bronze.measurements} what records said before they were corrected:
 * without a correction, else in the first one that had the second. Of several readings the last one
 * counts, as in silver.
 */
final class EarlierReader {
  /** Keeps a query at some hundred parameters. */
  private static final int INTERVALS_PER_QUERY = 100;

  private final Warehouse warehouse;

  EarlierReader(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * Hands over, in time order, the seconds of the intervals in which a channel had a value and now
   * has another one or none.
   *
   * @param intervals ascending, none overlapping another one
   */
  void read(Well well, List<Interval> intervals, EarlierCurves curves) throws IOException {
    for (int from = 0; from < intervals.size(); from += INTERVALS_PER_QUERY) {
      int to = Math.min(intervals.size(), from + INTERVALS_PER_QUERY);
      readPart(well, intervals.subList(from, to), curves);
    }
  }

  private void readPart(Well well, List<Interval> intervals, EarlierCurves curves)
      throws IOException {
    List<Object> once = new ArrayList<>();
    once.add(well.siteId());
    for (Interval interval : intervals) {
      once.add(interval.from());
      once.add(interval.through());
    }
    Object[] values = Stream.of(once, once).flatMap(List::stream).toArray();
    Sample earlier = new Sample();
    Sample present = new Sample();
    for (QueryRow row : LaterTables.rows(warehouse, sql(intervals.size()), values)) {
      fill(earlier, row, "earlier_");
      fill(present, row, "present_");
      curves.add(
          Objects.requireNonNull(row.instant("event_time")).getEpochSecond(), earlier, present);
    }
  }

  private String sql(int intervals) {
    String inside =
        " WHERE site_id = ? AND ("
            + "event_time >= ? AND event_time <= ? OR ".repeat(intervals - 1)
            + "event_time >= ? AND event_time <= ?)";
    return "WITH received AS (SELECT event_time, unit_system, payload FROM "
        + warehouse.table(Tables.BRONZE_MEASUREMENTS)
        + inside
        + " QUALIFY ROW_NUMBER() OVER (PARTITION BY event_time"
        + " ORDER BY COALESCE(change_id, -1), received_at DESC) = 1),"
        + " earlier AS (SELECT event_time, unit_system"
        + each(", SAFE_CAST(JSON_VALUE(payload, '$.%1$s') AS FLOAT64) AS %1$s", "")
        + " FROM received), present AS (SELECT event_time, unit_system"
        + each(", %1$s", "")
        + " FROM "
        + warehouse.table(Tables.SILVER_MEASUREMENTS)
        + inside
        + ") SELECT e.event_time AS event_time, e.unit_system AS earlier_units, p.unit_system AS present_units"
        + each(", e.%1$s AS earlier_%1$s, p.%1$s AS present_%1$s", "")
        + " FROM earlier AS e LEFT JOIN present AS p ON p.event_time = e.event_time WHERE "
        + each("(e.%1$s IS NOT NULL AND (p.%1$s IS NULL OR p.%1$s <> e.%1$s))", " OR ")
        + " ORDER BY e.event_time";
  }

  private static String each(String template, String separator) {
    return Stream.of(Channel.values())
        .map(channel -> template.formatted(channel.column()))
        .collect(Collectors.joining(separator));
  }

  private static void fill(Sample sample, QueryRow row, String prefix) {
    boolean si = isSi(row.text(prefix + "units"));
    sample.clear();
    for (Channel channel : Channel.values()) {
      Double value = row.number(prefix + channel.column());
      if (value != null) {
        sample.set(channel, si ? channel.fromSi(value) : value);
      }
    }
  }

  private static boolean isSi(@Nullable String unitSystem) {
    return "si".equalsIgnoreCase(unitSystem);
  }
}
