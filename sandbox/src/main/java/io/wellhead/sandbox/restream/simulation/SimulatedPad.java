// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.simulation;

import io.wellhead.sandbox.restream.records.FieldTable;
import io.wellhead.sandbox.restream.records.Row;
import io.wellhead.sandbox.restream.records.RowSource;
import io.wellhead.sandbox.restream.world.Unrouted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** One pad of the simulation: plan, the records of its sites, and their un-routed form. */
final class SimulatedPad implements Unrouted {

  private final PadPlan plan;
  private final FieldTable fields;
  private final Map<Long, RowSource> sites = new HashMap<>();
  private final Map<String, List<int[]>> prefixes;

  SimulatedPad(PadPlan plan, FieldTable fields, boolean wide) {
    this.plan = plan;
    this.fields = fields;
    this.prefixes = SimulatedFields.prefixes(fields);
    for (PadSpec.Well well : plan.spec().wells()) {
      RowSource source =
          wide
              ? new WideRows(plan.spec().seed() + well.id(), well.id(), plan.spec(), fields)
              : new SiteSimulator(plan, well.id(), fields);
      sites.put(well.id(), source);
    }
  }

  PadPlan plan() {
    return plan;
  }

  RowSource rows(long siteId) {
    return Objects.requireNonNull(sites.get(siteId));
  }

  @Override
  public @Nullable Row merged(long second, LongFunction<RowSource> rows) {
    Row base = Row.bare(second, Row.NO_SITE, fields);
    double[] values = base.copyOfValues();
    boolean found = false;
    for (PadSpec.Well well : plan.spec().wells()) {
      Row row = rows.apply(well.id()).row(second);
      if (row != null) {
        found = true;
        Row prefixed = prefixed(row);
        boolean wireline = plan.segment(well.id(), second).state().isWireline();
        for (int i = 0; i < values.length; i++) {
          // The wells' idle wireline values must not hide those of the running wireline.
          if (prefixed.has(i) && (Double.isNaN(values[i]) || wireline)) {
            values[i] = prefixed.value(i);
          }
        }
      }
    }
    return found ? base.withValues(values) : null;
  }

  @Override
  public Row prefixed(Row row) {
    Segment segment = plan.segment(row.siteId(), row.second());
    List<int[]> pairs = segment.source() == null ? null : prefixes.get(segment.source());
    if (pairs == null) {
      return row;
    }
    double[] values = row.copyOfValues();
    for (int[] pair : pairs) {
      values[pair[1]] = values[pair[0]];
      values[pair[0]] = Double.NaN;
    }
    return row.withValues(values);
  }

  @Override
  public Row restricted(Row row, List<String> sources) {
    Segment segment = plan.segment(row.siteId(), row.second());
    if (segment.source() == null || sources.contains(segment.source())) {
      return row;
    }
    double[] values = row.copyOfValues();
    for (int[] pair : Objects.requireNonNull(prefixes.get(segment.source()))) {
      values[pair[0]] = Double.NaN;
    }
    return row.withValues(values);
  }
}
