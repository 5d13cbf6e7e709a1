// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the values of one definition over the records of a stage, in the order of time. It can be
 * written and read again between any two records without a change of the result. One thread.
 */
final class Accumulator {
  /** A sample stands for the time until the next one, at most this long. */
  static final long LONGEST_HOLD_SECONDS = 60;

  private static final double SECONDS_PER_MINUTE = 60;

  private long count;
  private final CompensatedSum sum = new CompensatedSum();
  private final CompensatedSum rateSeconds = new CompensatedSum();
  private double min;
  private double max;
  private double first;
  private double last;
  private long firstSecond;
  private long lastSecond;

  void add(long second, double value) {
    if (count == 0) {
      first = value;
      firstSecond = second;
      min = value;
      max = value;
    } else {
      rateSeconds.add(last * Math.min(second - lastSecond, LONGEST_HOLD_SECONDS));
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    count++;
    sum.add(value);
    last = value;
    lastSecond = second;
  }

  long count() {
    return count;
  }

  double sum() {
    return sum.value();
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  double first() {
    return first;
  }

  double last() {
    return last;
  }

  long firstSecond() {
    return firstSecond;
  }

  long lastSecond() {
    return lastSecond;
  }

  /** The integral over time of a rate per minute; the last sample adds nothing to it. */
  double rateMinutes() {
    return rateSeconds.value() / SECONDS_PER_MINUTE;
  }

  /** Count, and behind it, if there is one, all the rest. */
  void encode(OutputStream out) throws IOException {
    VarInt.encode(count, out);
    if (count > 0) {
      sum.encode(out);
      rateSeconds.encode(out);
      for (double value : new double[] {min, max, first, last}) {
        DoubleCoder.of().encode(value, out);
      }
      VarInt.encode(firstSecond, out);
      VarInt.encode(lastSecond, out);
    }
  }

  static Accumulator decode(InputStream in) throws IOException {
    Accumulator read = new Accumulator();
    read.count = BinaryForm.readCount(Integer.MAX_VALUE, in);
    if (read.count > 0) {
      read.sum.decode(in);
      read.rateSeconds.decode(in);
      read.min = DoubleCoder.of().decode(in);
      read.max = DoubleCoder.of().decode(in);
      read.first = DoubleCoder.of().decode(in);
      read.last = DoubleCoder.of().decode(in);
      read.firstSecond = VarInt.decodeLong(in);
      read.lastSecond = VarInt.decodeLong(in);
    }
    return read;
  }

  private record Content(
      long count,
      CompensatedSum sum,
      CompensatedSum rateSeconds,
      double min,
      double max,
      double first,
      double last,
      long firstSecond,
      long lastSecond) {}

  private Content content() {
    return new Content(count, sum, rateSeconds, min, max, first, last, firstSecond, lastSecond);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof Accumulator other && content().equals(other.content());
  }

  @Override
  public int hashCode() {
    return content().hashCode();
  }

  @Override
  public String toString() {
    return "Accumulator(" + count + ", sum=" + sum.value() + ", last=" + last + ")";
  }
}
