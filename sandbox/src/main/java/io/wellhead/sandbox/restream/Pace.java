// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

/**
 * How fast simulated time passes.
 *
 * @param factor simulated seconds per second of the clock; infinite means as fast as clients read
 */
public record Pace(double factor) {

  public Pace {
    if (!(factor > 0)) {
      throw new IllegalArgumentException("pace factor=" + factor + " must be greater than 0");
    }
  }

  public static Pace realTime() {
    return new Pace(1);
  }

  /** So many simulated seconds in one second. */
  public static Pace compressed(double factor) {
    return new Pace(factor);
  }

  /** As fast as the clients read: each second is there as soon as a socket wants to send it. */
  public static Pace unthrottled() {
    return new Pace(Double.POSITIVE_INFINITY);
  }

  boolean isUnthrottled() {
    return Double.isInfinite(factor);
  }
}
