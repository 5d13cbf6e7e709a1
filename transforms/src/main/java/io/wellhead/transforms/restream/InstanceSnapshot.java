// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Field;
import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import io.wellhead.restream.model.Stage;
import io.wellhead.restream.model.WireJson;
import io.wellhead.transforms.restream.InstanceUpdate.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Reads a room over REST and offers what it finds to the memory: pads, sites, fields and stages,
 * and the stages that are no longer in the history. One thread.
 */
final class InstanceSnapshot {
  private final Room room;
  private final InstanceService service;
  private final InstanceMemory memory;
  private final Clock clock;

  InstanceSnapshot(Room room, InstanceService service, InstanceMemory memory, Clock clock) {
    this.room = room;
    this.service = service;
    this.memory = memory;
    this.clock = clock;
  }

  /**
   * Reads everything; the histories come last, so that they are younger than the returned sites.
   */
  List<Site> readAll() throws IOException {
    List<Site> sites = service.sites();
    for (Site site : sites) {
      offer("site/" + site.id(), Kind.SITE, site.id(), room, WireJson.encode(site));
    }
    readPads(sites);
    for (Field field : service.fields()) {
      offer("field/" + field.id(), Kind.FIELD, field.id(), room, WireJson.encode(field));
    }
    for (Site site : sites) {
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

  /** Reads a site's stages; one that the answer no longer has is reported as removed. */
  void readHistory(long siteId) throws IOException {
    Room site = Room.site(siteId);
    String prefix = "stage/" + siteId + "/";
    Set<String> present = new HashSet<>();
    for (Stage stage : service.history(siteId)) {
      String key = prefix + StageIds.of(stage);
      present.add(key);
      offer(key, Kind.STAGE, siteId, site, WireJson.encode(stage));
    }
    for (String key : memory.absent(prefix, present)) {
      String removed = "{\"stage_id\":\"" + key.substring(prefix.length()) + "\"}";
      byte[] json = removed.getBytes(StandardCharsets.UTF_8);
      memory.offerRemoved(key, update(Kind.STAGE_REMOVED, siteId, site, json));
    }
  }

  private void offer(String key, Kind kind, long id, Room where, byte[] json) {
    InstanceUpdate update = update(kind, id, where, json);
    memory.offerRead(key, kind == Kind.SITE ? update.withLive(memory.live(id)) : update);
  }

  private InstanceUpdate update(Kind kind, long id, Room where, byte[] json) {
    return InstanceUpdate.of(kind, id, where, clock.instant(), Origin.REPLAY, json);
  }
}
