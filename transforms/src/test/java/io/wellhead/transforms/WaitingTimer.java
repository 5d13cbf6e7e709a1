// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms;

import org.apache.beam.sdk.state.Timer;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** A timer that tells how far ahead it was set, and never fires. One thread. */
public final class WaitingTimer implements Timer {
  private Duration offset = Duration.ZERO;
  private @Nullable Duration wait;

  /** How far ahead it was set last; null if it was not. */
  public @Nullable Duration waiting() {
    return wait;
  }

  @Override
  public Timer offset(Duration newOffset) {
    offset = newOffset;
    return this;
  }

  @Override
  public void setRelative() {
    wait = offset;
  }

  @Override
  public void clear() {
    wait = null;
  }

  @Override
  public void set(Instant absoluteTime) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Timer align(Duration period) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Timer withOutputTimestamp(Instant outputTime) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Timer withNoOutputTimestamp() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Instant getCurrentRelativeTime() {
    throw new UnsupportedOperationException();
  }
}
