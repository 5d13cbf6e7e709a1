// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;

/**
 * Where the reading of one room stands; a value that means the same in another process.
 *
 * <p>The connection's id and frame number serve the acknowledgement alone and mean something only
 * as long as that connection lives in this process; after a restore they match nothing.
 *
 * @param sessionKey the room's session with the service (ReStream API spec, section 4.4)
 * @param connectionId names one connection of that session
 * @param frame the last frame of the connection whose records were all emitted
 * @param replaying whether asked-for history was still coming
 * @param watermark the watermark at this point
 * @param sites what was emitted of each site
 */
record RestreamCheckpointMark(
    String sessionKey,
    long connectionId,
    long frame,
    boolean replaying,
    Instant watermark,
    List<SiteProgress.Snapshot> sites)
    implements CheckpointMark {

  RestreamCheckpointMark {
    sites = List.copyOf(sites);
  }

  /**
   * Acknowledges the frames up to here, if their connection still lives in this process; otherwise
   * the service sends them again and they are dropped as known. Any thread, any number of times.
   */
  @Override
  public void finalizeCheckpoint() {
    RoomConnections.shared().acknowledge(sessionKey, connectionId, frame);
  }
}
