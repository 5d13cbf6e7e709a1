// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.world;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.records.FieldTable;
import io.wellhead.sandbox.restream.records.RowSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A world whose history can be changed on demand, as the vendor does when a boundary was set wrong:
 * everything that is made of stages follows at once, and nothing announces it. Any thread.
 */
public final class EditedWorld implements World {

  private record Place(long siteId, long start) {}

  private final World world;

  /** By the place of the original; null if the stage is gone. */
  private final Map<Place, @Nullable StageEdit> edits = new HashMap<>();

  public EditedWorld(World world) {
    this.world = world;
  }

  /**
   * Changes a stage.
   *
   * @param start the stage's first second as it is listed now
   * @throws IllegalArgumentException if the site has no such stage, or it would end before it
   *     begins
   */
  public synchronized void change(long siteId, long start, StageEdit edit, long now) {
    Stage original = original(siteId, start, now);
    StageEdit all = edit.after(edits.get(new Place(siteId, original.start())));
    Stage changed = all.applyTo(original);
    if (changed.end() != null && changed.end() < changed.start()) {
      throw new IllegalArgumentException(
          "start=" + changed.start() + ", end=" + changed.end() + ": must be in order");
    }
    edits.put(new Place(siteId, original.start()), all);
  }

  /**
   * Takes a stage out of the history.
   *
   * @param start the stage's first second as it is listed now
   * @throws IllegalArgumentException if the site has no such stage
   */
  public synchronized void remove(long siteId, long start, long now) {
    edits.put(new Place(siteId, original(siteId, start, now).start()), null);
  }

  private Stage original(long siteId, long start, long now) {
    for (Stage stage : originals(siteId, now)) {
      Stage listed = edited(stage);
      if (listed != null && listed.start() == start) {
        return stage;
      }
    }
    throw new IllegalArgumentException("site=" + siteId + " has no stage with start=" + start);
  }

  private List<Stage> originals(long siteId, long now) {
    return siteIds(Room.site(siteId)).isEmpty() ? List.of() : world.stages(siteId, now);
  }

  private @Nullable Stage edited(Stage stage) {
    Place place = new Place(stage.siteId(), stage.start());
    if (!edits.containsKey(place)) {
      return stage;
    }
    StageEdit edit = edits.get(place);
    return edit == null ? null : edit.applyTo(stage);
  }

  @Override
  public synchronized List<Stage> stages(long siteId, long now) {
    List<Stage> originals = world.stages(siteId, now);
    return edits.isEmpty()
        ? originals
        : new ArrayList<>(originals.stream().map(this::edited).filter(Objects::nonNull).toList());
  }

  @Override
  public FieldTable fields() {
    return world.fields();
  }

  @Override
  public ArrayNode pads(long now) {
    return world.pads(now);
  }

  @Override
  public ArrayNode sites(long now) {
    return world.sites(now);
  }

  @Override
  public ArrayNode states(long now) {
    return world.states(now);
  }

  @Override
  public ArrayNode fields(Room room) {
    return world.fields(room);
  }

  @Override
  public ArrayNode parameters() {
    return world.parameters();
  }

  @Override
  public @Nullable ObjectNode recordedAggregations() {
    return world.recordedAggregations();
  }

  @Override
  public @Nullable ArrayNode recordedStates(String padId, String stageName) {
    return world.recordedStates(padId, stageName);
  }

  @Override
  public List<ObjectNode> recordedChanges() {
    return world.recordedChanges();
  }

  @Override
  public boolean isRecorded() {
    return world.isRecorded();
  }

  @Override
  public List<Long> siteIds(Room room) {
    return world.siteIds(room);
  }

  @Override
  public long padOf(long siteId) {
    return world.padOf(siteId);
  }

  @Override
  public RowSource measured(long siteId) {
    return world.measured(siteId);
  }

  @Override
  public Unrouted unrouted(long padId) {
    return world.unrouted(padId);
  }

  @Override
  public long firstSecond(long siteId) {
    return world.firstSecond(siteId);
  }
}
