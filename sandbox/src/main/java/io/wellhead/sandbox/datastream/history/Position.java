// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Place of a change in its source's log, or time of a backfilled row.
 *
 * @param time as the source tells it
 * @param sortKeys of the event
 * @param metadata the fields that tell the place
 */
record Position(Instant time, List<Object> sortKeys, Map<String, @Nullable Object> metadata) {

  /** The same place with a later time. */
  Position later(Duration by) {
    Instant later = time.plus(by);
    List<Object> keys = new ArrayList<>(sortKeys);
    keys.set(0, later.toEpochMilli());
    return new Position(later, keys, metadata);
  }
}
