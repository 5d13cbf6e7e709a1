// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.history;

import io.wellhead.sandbox.datastream.Event;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The order that readers are told to rebuild from an event's numbers: the time, then the position.
 */
final class EventOrder implements Comparator<Event> {

  @Override
  public int compare(Event one, Event other) {
    List<Long> first = sections(one);
    List<Long> second = sections(other);
    for (int i = 0; i < first.size(); i++) {
      int order = Long.compareUnsigned(first.get(i), second.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static List<Long> sections(Event event) {
    long millis = event.times().source().toEpochMilli();
    Map<String, @Nullable Object> place = event.metadata();
    long upsert = event.isDelete() ? 0 : 1;
    return switch (event.origin().source()) {
      case MYSQL ->
          List.of(
              millis,
              number(text(place, "log_file").replaceAll(".*\\.", ""), 10),
              longOf(place, "log_position"),
              upsert);
      case POSTGRESQL -> {
        String[] halves = text(place, "lsn").split("/", -1);
        long lsn = halves.length < 2 ? 0 : number(halves[0], 16) << 32 | number(halves[1], 16);
        yield List.of(millis, lsn, upsert);
      }
      case ORACLE -> {
        String[] parts = text(place, "rs_id").strip().replace("0x", "").split("\\.", -1);
        boolean none = parts.length < 3;
        yield List.of(
            millis,
            longOf(place, "scn"),
            none ? 0 : number(parts[0], 16),
            none ? 0 : number(parts[1], 16),
            none ? 0 : number(parts[2], 16),
            longOf(place, "ssn"),
            upsert);
      }
      case SQLSERVER -> {
        String[] parts = text(place, "lsn").split(":", -1);
        boolean none = parts.length < 3;
        yield List.of(
            millis,
            none ? 0 : number(parts[0], 16),
            none ? 0 : number(parts[1], 16),
            none ? 0 : number(parts[2], 16),
            upsert);
      }
      case MONGODB ->
          List.of((Long) event.sortKeys().get(0), (Long) event.sortKeys().get(1), upsert);
    };
  }

  private static String text(Map<String, @Nullable Object> place, String name) {
    return place.get(name) instanceof String text ? text : "";
  }

  private static long longOf(Map<String, @Nullable Object> place, String name) {
    return place.get(name) instanceof Long number ? number : 0;
  }

  private static long number(String digits, int base) {
    return digits.isEmpty() ? 0 : Long.parseLong(digits, base);
  }
}
