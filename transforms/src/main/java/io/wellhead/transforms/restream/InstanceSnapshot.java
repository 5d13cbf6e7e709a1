// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Field;
import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import io.wellhead.restream.model.Stage;
import io.wellhead.restream.model.State;
import io.wellhead.restream.model.WireJson;
import io.wellhead.transforms.restream.InstanceUpdate.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a room over REST and offers what it finds to the memory: pads, sites, fields, definitions
 * of aggregations and stages, and the stages that are no longer in the history. One thread.
 */
final class InstanceSnapshot {
  private static final Logger LOG = LoggerFactory.getLogger(InstanceSnapshot.class);

  /** A question that fails may take long, and the sockets wait for it. */
  private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

  private static final byte[] NO_DEFINITIONS = {'[', ']'};

  private final Room room;
  private final InstanceService service;
  private final StoredStages stored;
  private final InstanceMemory memory;
  private final Clock clock;

  /** The sites whose stored stages were compared with a history. */
  private final Set<Long> compared = new HashSet<>();

  private Instant askAgainAt = Instant.MIN;

  InstanceSnapshot(
      Room room, InstanceService service, StoredStages stored, InstanceMemory memory, Clock clock) {
    this.room = room;
    this.service = service;
    this.stored = stored;
    this.memory = memory;
    this.clock = clock;
  }

  /**
   * Reads everything; the histories come last, so that they are younger than the returned sites.
   */
  List<Site> readAll() throws IOException {
    List<Site> sites = service.sites();
    Map<Long, State> states = new HashMap<>();
    for (State state : service.states()) {
      if (state.site() != null) {
        states.put(state.site().id(), state);
      }
    }
    for (Site site : sites) {
      InstanceUpdate update = update(Kind.SITE, site.id(), room, WireJson.encode(site));
      byte[] doing = doing(site.id(), states.get(site.id()), memory.live(site.id()));
      memory.offerRead("site/" + site.id(), update.withKnown(doing));
    }
    readPads(sites);
    List<Field> fields = service.fields();
    for (Field field : fields) {
      offer("field/" + field.id(), Kind.FIELD, field.id(), room, WireJson.encode(field));
    }
    byte[] units = FieldUnits.json(fields);
    for (Site site : sites) {
      readParameters(site.id(), units);
      readHistory(site.id());
    }
    return sites;
  }

  private void readPads(List<Site> sites) throws IOException {
    Set<Long> pads = new HashSet<>();
    if (room.isPad()) {
      pads.add(room.id());
    }
    sites.stream().map(Site::padId).filter(Objects::nonNull).forEach(pads::add);
    for (long id : pads) {
      Pad pad = service.pad(id);
      offer("pad/" + id, Kind.PAD, id, room, WireJson.encode(pad));
    }
  }

  /** What was told before stands where the service does not give them; else there are none. */
  private void readParameters(long siteId, byte[] units) throws IOException {
    String key = "parameters/" + siteId;
    byte[] definitions = service.parameters(siteId);
    if (definitions == null && memory.hasSeen(key)) {
      return;
    }
    InstanceUpdate update =
        update(
            Kind.PARAMETERS,
            siteId,
            Room.site(siteId),
            definitions == null ? NO_DEFINITIONS : definitions);
    memory.offerRead(key, update.withKnown(units));
  }

  /**
   * Reads a site's stages; one that the answer no longer has is reported as removed, the first time
   * also one that only an earlier job knew of.
   */
  void readHistory(long siteId) throws IOException {
    Room site = Room.site(siteId);
    String prefix = "stage/" + siteId + "/";
    // Before the history: a stage that another job is told of meanwhile must not seem removed.
    Collection<String> ids = compared.contains(siteId) ? List.of() : storedIds(siteId);
    Set<String> present = new HashSet<>();
    for (Stage stage : service.history(siteId)) {
      String key = prefix + StageIds.of(stage);
      present.add(key);
      offer(key, Kind.STAGE, siteId, site, WireJson.encode(stage));
    }
    Set<String> absent = new TreeSet<>(memory.absent(prefix, present));
    ids.stream().map(id -> prefix + id).filter(key -> !present.contains(key)).forEach(absent::add);
    for (String key : absent) {
      String removed = "{\"stage_id\":\"" + key.substring(prefix.length()) + "\"}";
      byte[] json = removed.getBytes(StandardCharsets.UTF_8);
      memory.offerRemoved(key, update(Kind.STAGE_REMOVED, siteId, site, json));
    }
  }

  /** None if they cannot be had now: they are asked for with a later reading. */
  private Collection<String> storedIds(long siteId) {
    if (clock.instant().isBefore(askAgainAt)) {
      return List.of();
    }
    try {
      Collection<String> ids = stored.idsOf(siteId);
      compared.add(siteId);
      return ids;
    } catch (IOException e) {
      askAgainAt = clock.instant().plus(ASK_AGAIN);
      LOG.warn("The stages of an earlier job cannot be asked for now. site={}", siteId, e);
      return List.of();
    }
  }

  /** What REST leaves out of a site, from its state and, where that does not tell, its socket. */
  private static byte @Nullable [] doing(
      long siteId, @Nullable State state, byte @Nullable [] live) {
    if (state == null && live == null) {
      return null;
    }
    Map<String, @Nullable Object> doing = new TreeMap<>();
    doing.put("id", siteId);
    if (live != null) {
      Site told = WireJson.decode(live, Site.class);
      doing.put("current_state", told.currentState());
      doing.put("current_stage_number", told.currentStageNumber());
      doing.put("current_data_sources", told.currentDataSources());
    }
    if (state != null) {
      doing.put("current_state", state.currentState());
      doing.put("current_stage_number", state.calculatedStageNumber());
    }
    return WireJson.encode(doing);
  }

  private void offer(String key, Kind kind, long id, Room where, byte[] json) {
    memory.offerRead(key, update(kind, id, where, json));
  }

  private InstanceUpdate update(Kind kind, long id, Room where, byte[] json) {
    return InstanceUpdate.of(kind, id, where, clock.instant(), Origin.REPLAY, json);
  }
}
