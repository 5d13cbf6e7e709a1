// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.records.FieldTable;
import io.wellhead.sandbox.restream.records.RowSource;
import io.wellhead.sandbox.restream.world.Json;
import io.wellhead.sandbox.restream.world.Stage;
import io.wellhead.sandbox.restream.world.Unrouted;
import io.wellhead.sandbox.restream.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Several simulated pads; deterministic by the seeds of their specifications. */
public final class SimulatedWorld implements World {

  private final FieldTable fields = FieldTable.simulated();
  private final Map<Long, SimulatedPad> pads = new LinkedHashMap<>();
  private final Map<Long, SimulatedPad> padBySite = new LinkedHashMap<>();

  /**
   * @param wide the load scenario: every record carries some 45 fields
   */
  public SimulatedWorld(List<PadSpec> specs, boolean wide) {
    for (PadSpec spec : specs) {
      SimulatedPad pad = new SimulatedPad(new PadPlan(spec), fields, wide);
      pads.put(spec.id(), pad);
      spec.wells().forEach(well -> padBySite.put(well.id(), pad));
    }
  }

  /** The schedule of a pad. */
  public PadPlan plan(long padId) {
    return Objects.requireNonNull(pads.get(padId), "pad").plan();
  }

  @Override
  public FieldTable fields() {
    return fields;
  }

  @Override
  public ArrayNode pads(long now) {
    ArrayNode array = Json.array();
    pads.values().forEach(pad -> array.add(new PadDocuments(pad.plan()).pad(now)));
    return array;
  }

  @Override
  public ArrayNode sites(long now) {
    ArrayNode array = Json.array();
    for (SimulatedPad pad : pads.values()) {
      PadDocuments documents = new PadDocuments(pad.plan());
      pad.plan().spec().wells().forEach(well -> array.add(documents.site(well, now)));
    }
    return array;
  }

  @Override
  public ArrayNode states(long now) {
    ArrayNode array = Json.array();
    for (SimulatedPad pad : pads.values()) {
      StateDocuments documents = new StateDocuments(pad.plan(), new PadDocuments(pad.plan()));
      pad.plan().spec().wells().forEach(well -> array.add(documents.state(well, now)));
    }
    return array;
  }

  @Override
  public ArrayNode fields(Room room) {
    return Json.MAPPER.valueToTree(fields.describe(room.isPad()));
  }

  @Override
  public List<Stage> stages(long siteId, long now) {
    List<Stage> stages = new ArrayList<>();
    for (Segment segment : plan(padOf(siteId)).segments(siteId)) {
      if (segment.start() > now) {
        break;
      }
      boolean running = segment.end() > now;
      stages.add(
          new Stage(
              running ? null : segment.id(),
              siteId,
              segment.state().wireName(),
              segment.stage(),
              segment.start(),
              endOf(segment, running)));
    }
    return stages;
  }

  private static @Nullable Long endOf(Segment segment, boolean running) {
    return running ? null : segment.end();
  }

  @Override
  public ArrayNode parameters() {
    return DefaultParameters.all();
  }

  @Override
  public List<Long> siteIds(Room room) {
    if (!room.isPad()) {
      return padBySite.containsKey(room.id()) ? List.of(room.id()) : List.of();
    }
    SimulatedPad pad = pads.get(room.id());
    return pad == null
        ? List.of()
        : pad.plan().spec().wells().stream().map(PadSpec.Well::id).toList();
  }

  @Override
  public long padOf(long siteId) {
    return pad(siteId).plan().spec().id();
  }

  @Override
  public RowSource measured(long siteId) {
    return pad(siteId).rows(siteId);
  }

  @Override
  public Unrouted unrouted(long padId) {
    return Objects.requireNonNull(pads.get(padId), "pad");
  }

  @Override
  public long firstSecond(long siteId) {
    return pad(siteId).plan().spec().firstSecond();
  }

  private SimulatedPad pad(long siteId) {
    SimulatedPad pad = padBySite.get(siteId);
    if (pad == null) {
      throw new IllegalArgumentException("site=" + siteId + " is unknown");
    }
    return pad;
  }
}
