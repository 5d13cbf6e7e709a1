// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.jspecify.annotations.Nullable;

/**
 * A sum that keeps what rounding takes from each addition (Neumaier's variant of Kahan's method):
 * its error does not grow with the number of summands. One thread.
 */
final class CompensatedSum {
  private double sum;
  private double lost;

  void add(double value) {
    double next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
    sum = next;
  }

  double value() {
    return sum + lost;
  }

  void encode(OutputStream out) throws IOException {
    DoubleCoder.of().encode(sum, out);
    DoubleCoder.of().encode(lost, out);
  }

  void decode(InputStream in) throws IOException {
    sum = DoubleCoder.of().decode(in);
    lost = DoubleCoder.of().decode(in);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof CompensatedSum other
        && Double.compare(sum, other.sum) == 0
        && Double.compare(lost, other.lost) == 0;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(value());
  }
}
