// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.simulation;

import io.wellhead.sandbox.restream.records.ByteBuilder;
import io.wellhead.sandbox.restream.records.FieldSpec;
import io.wellhead.sandbox.restream.records.FieldTable;
import io.wellhead.sandbox.restream.records.Row;
import io.wellhead.sandbox.restream.records.RowSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The load scenario: every record carries some 45 fields and is about 1.9 kB long. A few hundred
 * bodies are written once and recur by seed, so that serving costs little more than copying.
 */
final class WideRows implements RowSource {

  private static final int BODIES = 512;
  private static final int FIELDS = 45;
  private static final @Nullable String[] VALVES = {"O", "C"};

  private final Noise noise;
  private final long firstSecond;
  private final List<Row> bodies = new ArrayList<>(BODIES);

  WideRows(long seed, long siteId, PadSpec spec, FieldTable fields) {
    this.noise = new Noise(seed);
    this.firstSecond = spec.firstSecond();
    for (int b = 0; b < BODIES; b++) {
      ByteBuilder json = new ByteBuilder(2048);
      double[] values = new double[fields.numbers().size()];
      Arrays.fill(values, Double.NaN);
      for (int i = 0; i < FIELDS; i++) {
        FieldSpec field = fields.numbers().get(i);
        double span = Math.max(1, Math.abs(field.base()));
        // The noise of 32-bit readings is what makes real records long (section 6.1).
        values[i] = (float) (field.base() + span * noise.unit(i, b));
        json.append(",\"").append(field.name()).append("\":").append(Double.toString(values[i]));
      }
      bodies.add(new Row(0, siteId, values, VALVES, json.toBytes()));
    }
  }

  @Override
  public @Nullable Row row(long second) {
    if (second < firstSecond) {
      return null;
    }
    return bodies.get((int) (noise.unit(1_000, second) * BODIES)).at(second);
  }
}
