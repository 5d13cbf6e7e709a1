// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.time.Instant;

/**
 * The one crossing between {@code java.time} and Beam's joda instants, which end at milliseconds.
 */
public final class BeamTime {
  private BeamTime() {}

  /** Cuts what is below a millisecond. */
  public static org.joda.time.Instant joda(Instant instant) {
    return org.joda.time.Instant.ofEpochMilli(instant.toEpochMilli());
  }

  static org.joda.time.Instant jodaOfSeconds(long epochSeconds) {
    return org.joda.time.Instant.ofEpochMilli(Math.multiplyExact(epochSeconds, 1000L));
  }
}
