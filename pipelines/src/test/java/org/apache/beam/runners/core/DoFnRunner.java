// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package org.apache.beam.runners.core;

import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.CausedByDrain;
import org.apache.beam.sdk.values.WindowedValue;
import org.joda.time.Instant;

/**
 * Stands before Beam's own type of this name, so that the newest Flink runner that is to be had can
 * work with the Beam that the project is built with: between the two, timers were given one
 * argument more. Whoever calls or implements either form finds the other.
 */
public interface DoFnRunner<InputT, OutputT> {
  void startBundle();

  void processElement(WindowedValue<InputT> element);

  /** As the Flink runner calls and implements it. */
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

  /** As Beam's core calls and implements it. */
  default <KeyT> void onTimer(
      String timer,
      String family,
      KeyT key,
      BoundedWindow window,
      Instant timestamp,
      Instant outputTimestamp,
      TimeDomain domain,
      CausedByDrain cause) {
    onTimer(timer, family, key, window, timestamp, outputTimestamp, domain);
  }

  void finishBundle();

  <KeyT> void onWindowExpiration(BoundedWindow window, Instant timestamp, KeyT key);

  DoFn<InputT, OutputT> getFn();
}
