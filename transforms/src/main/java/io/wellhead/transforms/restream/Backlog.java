// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.time.Clock;

/**
 * Estimates how many bytes of a room are still to be read: those that wait in this process, and for
 * the time by which the room lags behind, as many bytes per second of event time as it had so far.
 * What the service itself holds back is not known otherwise. One thread.
 */
final class Backlog {
  /** Far above any real backlog, far below an overflow. */
  private static final double MAX_ESTIMATE = 1e15;

  private final Clock clock;
  private final long end;
  private final RoomProgress progress;
  private long emittedBytes;
  private long firstSecond = Long.MIN_VALUE;

  Backlog(ReadSettings settings, Clock clock, RoomProgress progress) {
    this.clock = clock;
    end = settings.endSecond();
    this.progress = progress;
  }

  void emitted(long bytes) {
    emittedBytes += bytes;
    if (firstSecond == Long.MIN_VALUE) {
      firstSecond = progress.high();
    }
  }

  long bytes(long buffered) {
    long high = progress.high();
    if (firstSecond == Long.MIN_VALUE || high <= firstSecond) {
      return buffered;
    }
    double bytesPerSecond = (double) emittedBytes / (high - firstSecond);
    // The room may be ahead of this clock, and an end in the past bounds what is left.
    long lag = Math.max(0, Math.min(clock.instant().getEpochSecond(), end) - high);
    return buffered + (long) Math.min(bytesPerSecond * lag, MAX_ESTIMATE);
  }
}
