// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.records;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a data request wants its records (section 2.7), apart from which time it asks for.
 *
 * @param si SI units instead of imperial
 * @param resolutionSeconds length of a bucket; 1 is raw
 * @param fields wanted names, null for all
 * @param sources wanted measurement sources of an un-routed pad, null for all
 * @param routed one record per site and second (always true for sites)
 */
public record Shape(
    boolean si,
    int resolutionSeconds,
    @Nullable List<String> fields,
    @Nullable Aggregation aggregation,
    @Nullable List<String> sources,
    boolean routed,
    @Nullable Fill fill) {

  /** What stands for a bucket. */
  public enum Aggregation {
    MIN,
    MAX,
    MEAN
  }

  /**
   * How gaps on the grid of seconds are filled.
   *
   * @param forward from the last known value; otherwise from the next
   * @param limit longest fill in seconds
   * @param insideOnly only between two known values
   */
  public record Fill(boolean forward, long limit, boolean insideOnly) {}

  public boolean raw() {
    return resolutionSeconds == 1;
  }
}
