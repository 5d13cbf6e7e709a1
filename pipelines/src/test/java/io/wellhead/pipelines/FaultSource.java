// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import io.wellhead.transforms.restream.Drain;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** A source of nothing, whose reader fails when it is told to, and which ends with the drain. */
final class FaultSource extends UnboundedSource<Integer, FaultSource.Mark> {
  @Serial private static final long serialVersionUID = 1L;

  /** How often readers of this process are to fail yet. */
  private static final AtomicInteger DUE = new AtomicInteger();

  private final Drain drain;

  FaultSource(Drain drain) {
    this.drain = drain;
  }

  /** Makes a reader of this process fail once. */
  static void fail() {
    DUE.incrementAndGet();
  }

  /** Leaves out what was to fail yet. */
  static void clear() {
    DUE.set(0);
  }

  /** Whether what was to fail has failed. */
  static boolean hasFailed() {
    return DUE.get() == 0;
  }

  @Override
  public List<FaultSource> split(int splits, PipelineOptions options) {
    return List.of(this);
  }

  @Override
  public UnboundedReader<Integer> createReader(PipelineOptions options, @Nullable Mark mark) {
    return new Reader(this);
  }

  @Override
  public Coder<Mark> getCheckpointMarkCoder() {
    return SerializableCoder.of(Mark.class);
  }

  @Override
  public Coder<Integer> getOutputCoder() {
    return VarIntCoder.of();
  }

  /** There is nothing to remember. */
  record Mark() implements CheckpointMark, Serializable {
    @Override
    public void finalizeCheckpoint() {}
  }

  private static final class Reader extends UnboundedReader<Integer> {
    private final FaultSource source;

    Reader(FaultSource source) {
      this.source = source;
    }

    @Override
    public boolean start() throws IOException {
      return advance();
    }

    @Override
    public boolean advance() throws IOException {
      if (DUE.getAndUpdate(due -> Math.max(0, due - 1)) > 0) {
        throw new IOException("asked to fail");
      }
      return false;
    }

    @Override
    public Integer getCurrent() {
      throw new NoSuchElementException("there is nothing");
    }

    @Override
    public Instant getCurrentTimestamp() {
      throw new NoSuchElementException("there is nothing");
    }

    @Override
    public Instant getWatermark() {
      return source.drain.isRequested()
          ? BoundedWindow.TIMESTAMP_MAX_VALUE
          : BoundedWindow.TIMESTAMP_MIN_VALUE;
    }

    @Override
    public Mark getCheckpointMark() {
      return new Mark();
    }

    @Override
    public FaultSource getCurrentSource() {
      return source;
    }

    @Override
    public void close() {}
  }
}
