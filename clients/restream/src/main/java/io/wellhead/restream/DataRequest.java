// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.model.Aggregation;
import io.wellhead.restream.model.FillMethod;
import io.wellhead.restream.model.Resolution;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.StageName;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Which data is wanted, over REST or a measurement socket (ReStream API, section 2.7).
 *
 * <p>By default: imperial units, raw resolution, all fields, the whole stored time, and for pads
 * un-routed, as the vendor's own client. Immutable.
 */
public final class DataRequest {

  /** Everything, with the defaults. */
  public static final DataRequest DEFAULT = builder().build();

  private static final DateTimeFormatter UTC_SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final DataRequestBuilder values;

  DataRequest(DataRequestBuilder values) {
    this.values = values;
  }

  public static DataRequestBuilder builder() {
    return new DataRequestBuilder();
  }

  /** A builder that starts with this request's values. */
  public DataRequestBuilder toBuilder() {
    return new DataRequestBuilder(values);
  }

  /** True for SI units, false for imperial. */
  public boolean siUnits() {
    return values.siUnits;
  }

  public Resolution resolution() {
    return values.resolution;
  }

  /** First instant, inclusive. */
  public Optional<Instant> start() {
    return Optional.ofNullable(values.start);
  }

  /** Last instant, inclusive. */
  public Optional<Instant> end() {
    return Optional.ofNullable(values.end);
  }

  /** Names of the fields; empty for all. */
  public List<String> fields() {
    return values.fields;
  }

  public OptionalInt stageNumber() {
    return values.stageNumber == null ? OptionalInt.empty() : OptionalInt.of(values.stageNumber);
  }

  public Optional<StageName> stageName() {
    return Optional.ofNullable(values.stageName);
  }

  /** Whether the data of a pad come as one record per site and second. */
  public boolean routed() {
    return values.routed;
  }

  /** Whether gaps are filled, so that a record depends on those before or after it. */
  boolean fillsGaps() {
    return values.fillMethod != null;
  }

  /** Whether a measurement socket first replays history for this request (section 4.1). */
  public boolean asksForHistory() {
    return values.start != null
        || values.end != null
        || values.stageNumber != null
        || values.stageName != null;
  }

  /**
   * Refuses what does not go together with the kind of room.
   *
   * @throws IllegalArgumentException naming the options
   */
  void validateFor(Room room) {
    if (!room.isPad() && (values.routed || !values.measurementSources.isEmpty())) {
      throw new IllegalArgumentException(
          "routed and measurementSources are accepted for pads only, not for " + room);
    }
    if (room.isPad() && values.stageNumber != null && !values.routed) {
      throw new IllegalArgumentException(
          "stageNumber on the data of a pad needs routed(true): " + room);
    }
  }

  Query query(Room room) {
    Query query =
        new Query()
            .add("si_units", values.siUnits)
            .add("resolution", values.resolution.wireName())
            .add("start_datetime", text(values.start))
            .add("end_datetime", text(values.end))
            .add("fields", joined(values.fields))
            .add("stage_number", values.stageNumber)
            .add("state_imatch", name(values.stageName))
            .add("agg", name(values.aggregation));
    if (room.isPad()) {
      query
          .add("measurement_source", joined(values.measurementSources))
          .add("routed", values.routed);
    }
    FillMethod method = values.fillMethod;
    if (method != null) {
      query
          .add("fill_data_method", method.wireName())
          .add("fill_data_limit", values.fillLimitSeconds)
          .add("inside_area_only", values.insideAreaOnly);
    }
    return query.addAll(values.others);
  }

  /** The same request with another start. */
  DataRequest from(Instant start) {
    return toBuilder().start(start).build();
  }

  Map<String, String> others() {
    return values.others;
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : UTC_SECONDS.format(instant);
  }

  private static @Nullable String joined(List<String> names) {
    return names.isEmpty() ? null : String.join(",", names);
  }

  private static @Nullable String name(@Nullable StageName value) {
    return value == null ? null : value.wireName();
  }

  private static @Nullable String name(@Nullable Aggregation value) {
    return value == null ? null : value.wireName();
  }
}
