// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.world;

import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.records.Buckets;
import io.wellhead.sandbox.restream.records.GapFill;
import io.wellhead.sandbox.restream.records.Row;
import io.wellhead.sandbox.restream.records.RowSource;
import io.wellhead.sandbox.restream.records.RowWriter;
import io.wellhead.sandbox.restream.records.Rows;
import io.wellhead.sandbox.restream.records.Shape;
import java.util.BitSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads a room's records in the shape that a request wants: site by site, time ascending inside a
 * site; un-routed pad data in one sequence (sections 6.2 and 6.3). Immutable; any thread.
 */
public final class RecordReader {

  private final World world;
  private final Room room;
  private final Shape shape;
  private final LongFunction<RowSource> rows;
  private final boolean unroutedSiteIds;
  private final RowWriter writer;

  /**
   * @param rows the records of a site, as measured or as corrected
   * @param unroutedSiteIds whether un-routed pad data comes per site with its id, instead of merged
   */
  public RecordReader(
      World world, Room room, Shape shape, LongFunction<RowSource> rows, boolean unroutedSiteIds) {
    this.world = world;
    this.room = room;
    this.shape = shape;
    this.rows = rows;
    this.unroutedSiteIds = unroutedSiteIds;
    this.writer = new RowWriter(world.fields(), shape.si(), wanted(), shape.fields());
  }

  public RowWriter writer() {
    return writer;
  }

  /** Whether records carry no site id. */
  public boolean merged() {
    return room.isPad() && !shape.routed() && !unroutedSiteIds;
  }

  public Shape shape() {
    return shape;
  }

  /** Everything in the intervals that belong to each site. */
  public Iterator<Row> read(LongFunction<List<Interval>> intervals) {
    List<Long> sites = world.siteIds(room);
    if (merged()) {
      List<Interval> all =
          Interval.merged(sites.stream().flatMap(s -> intervals.apply(s).stream()).toList());
      return shaped(mergedSource(intervals), all);
    }
    Iterator<Long> rest = sites.iterator();
    return new Rows() {
      private Iterator<Row> current = Collections.emptyIterator();

      @Override
      protected @Nullable Row advance() {
        while (!current.hasNext() && rest.hasNext()) {
          long site = rest.next();
          current = shaped(source(site), intervals.apply(site));
        }
        return current.hasNext() ? current.next() : null;
      }
    };
  }

  private Iterator<Row> shaped(RowSource source, List<Interval> intervals) {
    Iterator<Row> raw = concatenated(source, intervals);
    Shape.Fill fill = shape.fill();
    if (shape.raw()) {
      return fill == null
          ? raw
          : new GapFill(
              raw, concatenated(source, intervals), fill, world.fields().numbers().size());
    }
    return new Buckets(raw, shape.resolutionSeconds(), shape.aggregation());
  }

  private static Iterator<Row> concatenated(RowSource source, List<Interval> intervals) {
    Iterator<Interval> rest = intervals.iterator();
    return new Rows() {
      private Iterator<Row> current = Collections.emptyIterator();

      @Override
      protected @Nullable Row advance() {
        while (!current.hasNext() && rest.hasNext()) {
          Interval next = rest.next();
          current = Rows.between(source, next.from(), next.to());
        }
        return current.hasNext() ? current.next() : null;
      }
    };
  }

  private RowSource source(long site) {
    RowSource plain = rows.apply(site);
    List<String> sources = shape.sources();
    if (!room.isPad() || (shape.routed() && sources == null)) {
      return plain;
    }
    Unrouted unrouted = world.unrouted(room.id());
    RowSource restricted =
        sources == null
            ? plain
            : second -> {
              Row row = plain.row(second);
              return row == null ? null : unrouted.restricted(row, sources);
            };
    return shape.routed()
        ? restricted
        : second -> {
          Row row = restricted.row(second);
          return row == null ? null : unrouted.prefixed(row);
        };
  }

  private RowSource mergedSource(LongFunction<List<Interval>> intervals) {
    Unrouted unrouted = world.unrouted(room.id());
    List<String> sources = shape.sources();
    return second ->
        unrouted.merged(
            second,
            site ->
                at -> {
                  if (intervals.apply(site).stream().noneMatch(i -> i.contains(at))) {
                    return null;
                  }
                  Row row = rows.apply(site).row(at);
                  return row == null || sources == null ? row : unrouted.restricted(row, sources);
                });
  }

  private @Nullable BitSet wanted() {
    List<String> names = shape.fields();
    if (names == null) {
      return null;
    }
    BitSet wanted = new BitSet();
    for (String name : names) {
      int index = world.fields().indexOf(name);
      if (index >= 0) {
        wanted.set(index);
      }
    }
    return wanted;
  }
}
