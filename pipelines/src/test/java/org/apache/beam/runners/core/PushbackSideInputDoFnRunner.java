// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package org.apache.beam.runners.core;

import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.CausedByDrain;
import org.apache.beam.sdk.values.WindowedValue;
import org.joda.time.Instant;

/** Stands before Beam's own type of this name, for the reason that {@link DoFnRunner} tells. */
public interface PushbackSideInputDoFnRunner<InputT, OutputT> {
  void startBundle();

  Iterable<WindowedValue<InputT>> processElementInReadyWindows(WindowedValue<InputT> element);

  /** As the Flink runner calls it. */
  default <KeyT> void onTimer(
      String timer,
      String family,
      KeyT key,
      BoundedWindow window,
      Instant timestamp,
      Instant outputTimestamp,
      TimeDomain domain) {
    onTimer(timer, family, key, window, timestamp, outputTimestamp, domain, CausedByDrain.NORMAL);
  }

  /** As Beam's core implements it. */
  <KeyT> void onTimer(
      String timer,
      String family,
      KeyT key,
      BoundedWindow window,
      Instant timestamp,
      Instant outputTimestamp,
      TimeDomain domain,
      CausedByDrain cause);

  <KeyT> void onWindowExpiration(BoundedWindow window, Instant timestamp, KeyT key);

  void finishBundle();

  DoFn<InputT, OutputT> getFn();
}
