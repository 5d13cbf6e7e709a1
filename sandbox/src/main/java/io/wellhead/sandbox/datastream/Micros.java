// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** Times as whole microseconds. */
final class Micros {
  private static final long PER_SECOND = 1_000_000;
  private static final int NANOS = 1000;
  private static final int MILLIS = 1000;

  private Micros() {}

  static long of(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), PER_SECOND), instant.getNano() / NANOS);
  }

  static long of(Duration duration) {
    return Math.addExact(
        Math.multiplyExact(duration.getSeconds(), PER_SECOND), duration.getNano() / NANOS);
  }

  static int millis(ZoneOffset offset) {
    return offset.getTotalSeconds() * MILLIS;
  }
}
