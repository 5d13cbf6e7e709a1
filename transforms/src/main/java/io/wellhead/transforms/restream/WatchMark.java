// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.time.Instant;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;

/**
 * Where the watching of a room stands; a value that means the same in another process. There is
 * nothing to acknowledge: the sockets that are watched have no sessions (ReStream API spec, section
 * 4.4), so finalizing does nothing.
 */
public interface WatchMark extends CheckpointMark {
  /** Names the watch in the process that made it; in another one it matches nothing. */
  long watchId();

  /** The watermark at this point. */
  Instant watermark();

  @Override
  default void finalizeCheckpoint() {}
}
