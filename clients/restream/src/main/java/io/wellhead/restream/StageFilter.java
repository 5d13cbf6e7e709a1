// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.model.StageName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the history are listed (ReStream API, section 2.5); a null component does not
 * filter.
 *
 * @param start entries that end after this instant; cut to whole seconds
 * @param end entries that start before this instant; cut to whole seconds
 * @param stageNumber entries of this stage; documented to need a stage name as well
 * @param stageName entries of this kind
 * @param withAggregations whether each stage comes with the values of its aggregations, which takes
 *     further requests
 * @param others further query parameters, sent as they are
 */
public record StageFilter(
    @Nullable Instant start,
    @Nullable Instant end,
    @Nullable Integer stageNumber,
    @Nullable StageName stageName,
    boolean withAggregations,
    Map<String, String> others) {

  /** The whole history, without aggregations. */
  public static final StageFilter ALL = new StageFilter(null, null, null, null, false, Map.of());

  public StageFilter {
    if (start != null && end != null && start.isAfter(end)) {
      throw new IllegalArgumentException("start " + start + " is after end " + end);
    }
    others = Map.copyOf(others);
  }

  public StageFilter withStart(Instant value) {
    return new StageFilter(value, end, stageNumber, stageName, withAggregations, others);
  }

  public StageFilter withEnd(Instant value) {
    return new StageFilter(start, value, stageNumber, stageName, withAggregations, others);
  }

  public StageFilter withStageNumber(int value) {
    return new StageFilter(start, end, value, stageName, withAggregations, others);
  }

  public StageFilter withStageName(StageName value) {
    return new StageFilter(start, end, stageNumber, value, withAggregations, others);
  }

  public StageFilter withAggregations(boolean value) {
    return new StageFilter(start, end, stageNumber, stageName, value, others);
  }

  public StageFilter withOthers(Map<String, String> value) {
    return new StageFilter(start, end, stageNumber, stageName, withAggregations, value);
  }

  Query query() {
    return new Query()
        .add("start", text(start))
        .add("end", text(end))
        .add("stage_number", stageNumber)
        .add("state", stageName == null ? null : stageName.wireName())
        .addAll(others);
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
