// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.StageName;
import io.wellhead.sandbox.restream.records.FieldTable;
import io.wellhead.sandbox.restream.records.Row;
import io.wellhead.sandbox.restream.records.RowSource;
import io.wellhead.sandbox.restream.world.Stage;
import io.wellhead.sandbox.restream.world.Unrouted;
import io.wellhead.sandbox.restream.world.World;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Serves a folder of recorded responses of one pad: {@code pad_one}, {@code pad_many}, {@code
 * sites_many_by_pad}, {@code states_many_by_pad}, {@code fields_pad}, {@code stages_pad}, {@code
 * aggregations_pad}, {@code data_pad}, {@code data_changes_pad_many} and {@code pad_parameters},
 * and if there, {@code states_many_by_pad_} with a stage name; each with the ending {@code .json}.
 * Objects come as recorded, whatever the time.
 */
public final class RecordedWorld implements World {

  private static final Set<String> STAGE_NAMES =
      Arrays.stream(StageName.values()).map(StageName::wireName).collect(Collectors.toSet());

  private final ResponseFolder folder;
  private final RecordedData data;
  private final long padId;

  /**
   * @param path the folder, or one above its {@code pad} folder
   * @throws IllegalArgumentException when a file is missing or cannot be read
   */
  public RecordedWorld(Path path) {
    this.folder = new ResponseFolder(path);
    this.padId = folder.read("pad_one").path("id").asLong();
    this.data = new RecordedData(folder.array("data_pad"), folder.array("fields_pad"));
  }

  /** The newest recorded second. */
  public long newest() {
    return data.last();
  }

  @Override
  public FieldTable fields() {
    return data.fields();
  }

  @Override
  public ArrayNode pads(long now) {
    return folder.array("pad_many");
  }

  @Override
  public ArrayNode sites(long now) {
    return folder.array("sites_many_by_pad");
  }

  @Override
  public ArrayNode states(long now) {
    return folder.array("states_many_by_pad");
  }

  /** As recorded, whatever it holds: the recorded service gave states of every name. */
  @Override
  public @Nullable ArrayNode recordedStates(String pad, String stageName) {
    String name = stageName.toLowerCase(Locale.ROOT);
    return pad.equals(Long.toString(padId)) && STAGE_NAMES.contains(name)
        ? folder.arrayIfThere("states_many_by_pad_" + name)
        : null;
  }

  @Override
  public ArrayNode fields(Room room) {
    return folder.array("fields_pad");
  }

  /** In the reverse of the recorded order, which is nearly that of time. */
  @Override
  public List<Stage> stages(long siteId, long now) {
    List<Stage> stages = new ArrayList<>();
    for (JsonNode entry : folder.array("stages_pad")) {
      if (entry.path("site").asLong() == siteId) {
        stages.add(
            0,
            new Stage(
                entry.has("id") ? entry.get("id").asLong() : null,
                siteId,
                entry.path("state").asText(),
                entry.path("stage_number").asInt(),
                second(entry.get("start")),
                entry.path("end").isTextual() ? second(entry.get("end")) : null));
      }
    }
    return stages;
  }

  private static long second(JsonNode instant) {
    return Instant.parse(instant.asText()).getEpochSecond();
  }

  @Override
  public ArrayNode parameters() {
    return folder.array("pad_parameters");
  }

  @Override
  public @Nullable ObjectNode recordedAggregations() {
    return (ObjectNode) folder.read("aggregations_pad");
  }

  @Override
  public List<ObjectNode> recordedChanges() {
    List<ObjectNode> changes = new ArrayList<>();
    folder
        .read("data_changes_pad_many")
        .path("change_log")
        .forEach(change -> changes.add((ObjectNode) change));
    return changes;
  }

  @Override
  public boolean isRecorded() {
    return true;
  }

  @Override
  public List<Long> siteIds(Room room) {
    List<Long> ids = new ArrayList<>();
    for (JsonNode site : folder.array("sites_many_by_pad")) {
      long wanted = room.isPad() ? site.path("pad_id").asLong() : site.path("id").asLong();
      if (wanted == room.id()) {
        ids.add(site.path("id").asLong());
      }
    }
    return ids;
  }

  @Override
  public long padOf(long siteId) {
    return padId;
  }

  @Override
  public RowSource measured(long siteId) {
    return data.rows(siteId);
  }

  /** Recorded data is already in the form in which it was recorded. */
  @Override
  public Unrouted unrouted(long pad) {
    return new Unrouted() {
      @Override
      public @Nullable Row merged(long second, LongFunction<RowSource> sites) {
        return data.rows(siteIds(Room.pad(pad)).get(0)).row(second);
      }

      @Override
      public Row prefixed(Row row) {
        return row;
      }

      @Override
      public Row restricted(Row row, List<String> sources) {
        return data.restricted(row, sources);
      }
    };
  }

  @Override
  public long firstSecond(long siteId) {
    return data.first();
  }
}
