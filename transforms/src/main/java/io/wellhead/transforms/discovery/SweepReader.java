// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import io.wellhead.transforms.restream.BeamTime;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the folder again and again, page by page, and gives each file once. A listing that fails is
 * begun again at the next time. One thread, as Beam promises.
 */
final class SweepReader extends UnboundedSource.UnboundedReader<FoundFile> {
  private static final Logger LOG = LoggerFactory.getLogger(SweepReader.class);

  /** How long an idle reader keeps the runner's thread. */
  private static final long IDLE_MILLIS = 100;

  private final SweepSource source;
  private final PipelineOptions options;
  private final Sweep sweep;
  private final Deque<FoundFile> found = new ArrayDeque<>();
  private Folder.@Nullable Listing listing;
  private boolean whole;
  private Instant begunAt = Instant.MIN;
  private Instant wholeBegunAt = Instant.MIN;
  private @Nullable FoundFile current;
  private Instant currentTime = Instant.EPOCH;
  private boolean ended;

  SweepReader(SweepSource source, PipelineOptions options, @Nullable SweepMark mark) {
    this.source = source;
    this.options = options;
    this.sweep =
        new Sweep(
            source.folder().hasCreationTimes(),
            mark == null ? new SweepMark(source.since(), java.util.Map.of()) : mark);
  }

  @Override
  public boolean start() throws IOException {
    return advance();
  }

  @Override
  public boolean advance() throws IOException {
    source.drain().noteReading();
    current = null;
    if (source.drain().isRequested()) {
      ended = true;
      return false;
    }
    FoundFile file = nextFile();
    if (file == null && listing == null) {
      idle();
    }
    if (file == null) {
      return false;
    }
    sweep.give(file);
    current = file;
    currentTime = source.clock().instant();
    return true;
  }

  private @Nullable FoundFile nextFile() throws IOException {
    if (found.isEmpty()) {
      list();
    }
    return found.poll();
  }

  private void list() {
    Instant now = source.clock().instant();
    try {
      if (listing == null && !now.isBefore(begunAt.plus(source.interval()))) {
        begin(now);
      }
      if (listing == null) {
        return;
      }
      List<FoundFile> page = listing.next();
      if (page != null) {
        page.stream().filter(sweep::isNew).forEach(found::add);
        return;
      }
      listing = null;
      if (whole) {
        sweep.complete(begunAt);
      }
    } catch (IOException e) {
      LOG.warn("The folder could not be listed; it is tried again. folder={}", source.folder(), e);
      listing = null;
    }
  }

  private void begin(Instant now) throws IOException {
    begunAt = now;
    whole = !now.isBefore(wholeBegunAt.plus(source.wholeInterval()));
    Folder.Listing recent = whole ? null : source.folder().recent(options, now);
    whole = recent == null;
    listing = recent == null ? source.folder().all(options) : recent;
    if (whole) {
      wholeBegunAt = now;
    }
  }

  private static void idle() {
    try {
      Thread.sleep(IDLE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public FoundFile getCurrent() {
    if (current == null) {
      throw new NoSuchElementException("nothing was found last");
    }
    return current;
  }

  @Override
  public org.joda.time.Instant getCurrentTimestamp() {
    getCurrent();
    return BeamTime.joda(currentTime);
  }

  @Override
  public org.joda.time.Instant getWatermark() {
    return ended ? BoundedWindow.TIMESTAMP_MAX_VALUE : BeamTime.joda(currentTime);
  }

  @Override
  public SweepMark getCheckpointMark() {
    return sweep.mark();
  }

  @Override
  public SweepSource getCurrentSource() {
    return source;
  }

  @Override
  public void close() {
    listing = null;
  }
}
