// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.sessions;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.wellhead.sandbox.restream.records.ByteBuilder;
import io.wellhead.sandbox.restream.records.Row;
import io.wellhead.sandbox.restream.world.Interval;
import io.wellhead.sandbox.restream.world.RecordReader;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Writes measurement frames: an object for one record, an array for several (section 4.2). The
 * records of a frame stand in order of time.
 */
final class FrameWriter {

  private final RecordReader live;
  private final RecordReader replay;
  private final LongFunction<List<Interval>> replayIntervals;
  private final byte[] head;
  private final boolean array;
  private final int step;

  FrameWriter(
      String key,
      RecordReader live,
      RecordReader replay,
      LongFunction<List<Interval>> replayIntervals,
      boolean array) {
    this.live = live;
    this.replay = replay;
    this.replayIntervals = replayIntervals;
    this.array = array;
    this.step = live.shape().resolutionSeconds();
    this.head =
        new ByteBuilder(64)
            .append("{\"session_key\":\"")
            .append(new String(JsonStringEncoder.getInstance().quoteAsString(key)))
            .append("\",\"message\":")
            .toBytes();
  }

  /** Writes the frame; returns the number of records, 0 when there is nothing to send. */
  int write(FrameRef frame, ByteBuilder out) {
    out.append(head);
    boolean several = array || frame.last() - frame.first() >= step;
    if (several) {
      out.append('[');
    }
    int count = 0;
    for (long at = frame.first(); at <= frame.last(); at += step) {
      Iterator<Row> rows = rows(frame.replay(), at);
      while (rows.hasNext()) {
        if (count++ > 0) {
          out.append(',');
        }
        live.writer().write(rows.next(), out);
      }
    }
    if (several) {
      out.append(']');
    }
    out.append('}');
    return count;
  }

  private Iterator<Row> rows(boolean fromReplay, long at) {
    Interval bucket = new Interval(at, at + step - 1);
    if (!fromReplay) {
      List<Interval> whole = List.of(bucket);
      return live.read(site -> whole);
    }
    return replay.read(
        site ->
            replayIntervals.apply(site).stream()
                .map(bucket::within)
                .filter(part -> !part.isEmpty())
                .toList());
  }
}
