// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import java.util.Arrays;

/**
 * One record of a well: a value per channel, NaN where the record has none. Reused from record to
 * record; not thread-safe.
 */
@SuppressWarnings("EnumOrdinal") // the array is a private table of this process, never stored
final class Sample {
  private final double[] values = new double[Channel.values().length];

  Sample() {
    clear();
  }

  double get(Channel channel) {
    return values[channel.ordinal()];
  }

  boolean has(Channel channel) {
    return !Double.isNaN(get(channel));
  }

  Sample set(Channel channel, double value) {
    values[channel.ordinal()] = value;
    return this;
  }

  Sample clear() {
    Arrays.fill(values, Double.NaN);
    return this;
  }

  void copyFrom(Sample other) {
    System.arraycopy(other.values, 0, values, 0, values.length);
  }
}
