// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import java.time.Instant;
import java.util.Map;
import org.apache.beam.sdk.io.UnboundedSource;

/**
 * Where a sweep stands.
 *
 * @param settled every file that was made before has been given
 * @param given those made since that have been given, by their ids, with the time of their making
 */
record SweepMark(Instant settled, Map<String, Instant> given)
    implements UnboundedSource.CheckpointMark {
  SweepMark {
    given = Map.copyOf(given);
  }

  /** Nothing has to be told to anybody when the runner has the files. */
  @Override
  public void finalizeCheckpoint() {}
}
