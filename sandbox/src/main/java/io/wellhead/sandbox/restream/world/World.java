// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.world;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.records.FieldTable;
import io.wellhead.sandbox.restream.records.RowSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pads, sites and their records as of a given second. Documents have the shapes of section 2 and
 * are made anew for each call, so the caller may change them. Any thread.
 */
public interface World {

  FieldTable fields();

  /** Pad objects (section 2.1). */
  ArrayNode pads(long now);

  /** Site objects in their REST form (section 2.2). */
  ArrayNode sites(long now);

  /** State objects (section 2.3). */
  ArrayNode states(long now);

  /** Field catalogue (section 2.4). */
  ArrayNode fields(Room room);

  /** History entries that began by now, each site's in order of time (section 2.5). */
  List<Stage> stages(long siteId, long now);

  /** Default parameter definitions (section 2.9). */
  ArrayNode parameters();

  /** Recorded aggregations of a pad, or null when they are to be computed (section 2.6). */
  default @Nullable ObjectNode recordedAggregations() {
    return null;
  }

  /** Recorded answer of the states of a pad asked for by stage name, or null (section 2.3). */
  default @Nullable ArrayNode recordedStates(String padId, String stageName) {
    return null;
  }

  /** Recorded data changes that are pending from the beginning. */
  default List<ObjectNode> recordedChanges() {
    return List.of();
  }

  /** Whether the records are recorded ones, which sockets replay from the first to the last. */
  default boolean isRecorded() {
    return false;
  }

  /** Sites of a pad, or the site itself; empty for an unknown room. */
  List<Long> siteIds(Room room);

  /** The pad to which a site belongs. */
  long padOf(long siteId);

  /** Records of one site as first measured. */
  RowSource measured(long siteId);

  /** Records of a pad in un-routed form: one per second, source-prefixed fields (section 6.3). */
  Unrouted unrouted(long padId);

  /** First second of the site's records. */
  long firstSecond(long siteId);
}
