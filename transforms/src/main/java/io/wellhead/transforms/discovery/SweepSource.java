// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import io.wellhead.transforms.restream.Drain;
import java.io.Serial;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** The files of a folder as an unbounded source, which a drain ends. */
final class SweepSource extends UnboundedSource<FoundFile, SweepMark> {
  @Serial private static final long serialVersionUID = 1L;

  private final Folder folder;
  private final Instant since;
  private final Duration interval;
  private final Duration wholeInterval;
  private final Drain drain;
  private final Clock clock;

  /**
   * @param since files made before are left out
   * @param interval between the beginnings of listings
   * @param wholeInterval between those of listings of all files, where others are cheaper
   */
  SweepSource(
      Folder folder,
      Instant since,
      Duration interval,
      Duration wholeInterval,
      Drain drain,
      Clock clock) {
    this.folder = folder;
    this.since = since;
    this.interval = interval;
    this.wholeInterval = wholeInterval;
    this.drain = drain;
    this.clock = clock;
  }

  @Override
  public List<SweepSource> split(int desiredNumSplits, PipelineOptions options) {
    return List.of(this);
  }

  @Override
  public UnboundedReader<FoundFile> createReader(
      PipelineOptions options, @Nullable SweepMark mark) {
    return new SweepReader(this, options, mark);
  }

  Folder folder() {
    return folder;
  }

  Instant since() {
    return since;
  }

  Duration interval() {
    return interval;
  }

  Duration wholeInterval() {
    return wholeInterval;
  }

  Drain drain() {
    return drain;
  }

  Clock clock() {
    return clock;
  }

  @Override
  public Coder<SweepMark> getCheckpointMarkCoder() {
    return SweepMarkCoder.of();
  }

  @Override
  public Coder<FoundFile> getOutputCoder() {
    return FoundFileCoder.of();
  }
}
