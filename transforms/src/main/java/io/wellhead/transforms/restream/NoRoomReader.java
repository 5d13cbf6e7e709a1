// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/** Reads an account without open rooms: it is at its end. */
final class NoRoomReader extends UnboundedReader<RecordBatch> {
  private final RestreamSource source;

  NoRoomReader(RestreamSource source) {
    this.source = source;
  }

  @Override
  public boolean start() {
    return false;
  }

  @Override
  public boolean advance() {
    return false;
  }

  @Override
  public RecordBatch getCurrent() {
    throw new NoSuchElementException("there is no room to read");
  }

  @Override
  public org.joda.time.Instant getCurrentTimestamp() {
    throw new NoSuchElementException("there is no room to read");
  }

  @Override
  public org.joda.time.Instant getWatermark() {
    return BoundedWindow.TIMESTAMP_MAX_VALUE;
  }

  @Override
  public RestreamCheckpointMark getCheckpointMark() {
    return new RestreamCheckpointMark("", 0, 0, false, Instant.EPOCH, List.of());
  }

  @Override
  public UnboundedSource<RecordBatch, ?> getCurrentSource() {
    return source;
  }

  @Override
  public void close() {}
}
