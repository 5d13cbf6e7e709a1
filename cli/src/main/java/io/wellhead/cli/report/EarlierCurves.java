// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The curves that a well had before corrections, where they differ from those that it has now; a
 * difference that the plot does not show is none. Not thread-safe.
 */
final class EarlierCurves {
  private final Map<Channel, Trace> traces = new EnumMap<>(Channel.class);

  EarlierCurves(long bucketSeconds) {
    for (Channel channel : Channel.values()) {
      traces.put(channel, new Trace(bucketSeconds, channel.digits()));
    }
  }

  /**
   * @param earlier in imperial units; read, not kept
   * @param present as well; a channel without a value was deleted
   */
  void add(long epochSecond, Sample earlier, Sample present) {
    for (Channel channel : Channel.values()) {
      if (earlier.has(channel)
          && !(present.has(channel)
              && channel.rounded(earlier.get(channel)) == channel.rounded(present.get(channel)))) {
        traces.get(channel).add(epochSecond, earlier.get(channel));
      }
    }
  }

  /** The curves that have a point. Nothing may be added afterwards. */
  Map<Channel, List<Trace.Point>> finish() {
    return finish(traces);
  }

  /** The curves with at most two points to a bucket; no peak is lost. */
  static Map<Channel, List<Trace.Point>> thinned(
      Map<Channel, List<Trace.Point>> curves, long bucketSeconds) {
    Map<Channel, Trace> thin = new EnumMap<>(Channel.class);
    curves.forEach(
        (channel, points) -> {
          Trace trace = new Trace(bucketSeconds, channel.digits());
          points.forEach(point -> trace.add(point.epochSecond(), point.value()));
          thin.put(channel, trace);
        });
    return finish(thin);
  }

  private static Map<Channel, List<Trace.Point>> finish(Map<Channel, Trace> traces) {
    Map<Channel, List<Trace.Point>> curves = new EnumMap<>(Channel.class);
    traces.forEach(
        (channel, trace) -> {
          List<Trace.Point> points = trace.finish();
          if (!points.isEmpty()) {
            curves.put(channel, points);
          }
        });
    return curves;
  }
}
