// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.model.Aggregation;
import io.wellhead.restream.model.FillMethod;
import io.wellhead.restream.model.Resolution;
import io.wellhead.restream.model.StageName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a {@link DataRequest}. One thread at a time; may be used again after {@link #build}. */
public final class DataRequestBuilder {

  boolean siUnits;
  Resolution resolution = Resolution.RAW;
  @Nullable Instant start;
  @Nullable Instant end;
  List<String> fields = List.of();
  @Nullable Integer stageNumber;
  @Nullable StageName stageName;
  @Nullable Aggregation aggregation;
  List<String> measurementSources = List.of();
  boolean routed;
  @Nullable FillMethod fillMethod;
  int fillLimitSeconds;
  boolean insideAreaOnly = true;
  Map<String, String> others = Map.of();

  DataRequestBuilder() {}

  DataRequestBuilder(DataRequestBuilder from) {
    siUnits = from.siUnits;
    resolution = from.resolution;
    start = from.start;
    end = from.end;
    fields = from.fields;
    stageNumber = from.stageNumber;
    stageName = from.stageName;
    aggregation = from.aggregation;
    measurementSources = from.measurementSources;
    routed = from.routed;
    fillMethod = from.fillMethod;
    fillLimitSeconds = from.fillLimitSeconds;
    insideAreaOnly = from.insideAreaOnly;
    others = from.others;
  }

  /** SI units in place of imperial ones. */
  public DataRequestBuilder siUnits(boolean value) {
    siUnits = value;
    return this;
  }

  /** The time step; raw, that is one second, by default. */
  public DataRequestBuilder resolution(Resolution value) {
    resolution = Objects.requireNonNull(value, "resolution");
    return this;
  }

  /** First instant, inclusive, cut to whole seconds; null for no bound. */
  public DataRequestBuilder start(@Nullable Instant value) {
    start = value;
    return this;
  }

  /** Last instant, inclusive, cut to whole seconds; null for no bound. */
  public DataRequestBuilder end(@Nullable Instant value) {
    end = value;
    return this;
  }

  /** Only these fields; timestamp and site id come in any case. */
  public DataRequestBuilder fields(Collection<String> names) {
    fields = names("fields", names);
    return this;
  }

  /** As {@link #fields(Collection)}. */
  public DataRequestBuilder fields(String... names) {
    return fields(List.of(names));
  }

  /** Only this stage; needs a stage name, and on pads routed data. */
  public DataRequestBuilder stageNumber(int value) {
    stageNumber = value;
    return this;
  }

  /** Only seconds in such stages. */
  public DataRequestBuilder stageName(StageName value) {
    stageName = value;
    return this;
  }

  /** How values inside a time step become one; has no effect on raw data. */
  public DataRequestBuilder aggregation(Aggregation value) {
    aggregation = value;
    return this;
  }

  /** Only these measurement sources, {@code M1} for example; pads only. */
  public DataRequestBuilder measurementSources(Collection<String> names) {
    measurementSources = names("measurementSources", names);
    return this;
  }

  /** One record per site and second with plain field names; pads only. */
  public DataRequestBuilder routed(boolean value) {
    routed = value;
    return this;
  }

  /**
   * Fills gaps of raw, unaggregated data.
   *
   * @param limitSeconds the most that is filled per gap, positive
   */
  public DataRequestBuilder fill(FillMethod method, int limitSeconds) {
    if (limitSeconds <= 0) {
      throw new IllegalArgumentException(
          "limitSeconds of a fill must be positive: " + limitSeconds);
    }
    fillMethod = Objects.requireNonNull(method, "method");
    fillLimitSeconds = limitSeconds;
    return this;
  }

  /** True (default): fills only between two known values; false: also before and after them. */
  public DataRequestBuilder insideAreaOnly(boolean value) {
    insideAreaOnly = value;
    return this;
  }

  /** Further query parameters, sent as they are. */
  public DataRequestBuilder others(Map<String, String> value) {
    others = Map.copyOf(value);
    return this;
  }

  /**
   * Checks how the options go together.
   *
   * @throws IllegalArgumentException naming the options and what is accepted
   */
  public DataRequest build() {
    Instant from = start;
    Instant to = end;
    if (from != null && to != null && from.isAfter(to)) {
      throw new IllegalArgumentException("start " + from + " is after end " + to);
    }
    if (stageNumber != null && stageName == null) {
      throw new IllegalArgumentException("stageNumber " + stageNumber + " needs a stageName");
    }
    if (fillMethod != null && (resolution != Resolution.RAW || aggregation != null)) {
      throw new IllegalArgumentException(
          "fill needs raw resolution without aggregation, not " + resolution + " " + aggregation);
    }
    return new DataRequest(new DataRequestBuilder(this));
  }

  private static List<String> names(String option, Collection<String> names) {
    for (String name : names) {
      if (name.isBlank() || name.indexOf(',') >= 0) {
        throw new IllegalArgumentException(
            option + " must be names without comma, not '" + name + "'");
      }
    }
    return List.copyOf(names);
  }
}
