// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.restream.DataRequest;
import io.wellhead.restream.DataRequestBuilder;
import io.wellhead.restream.model.Aggregation;
import io.wellhead.restream.model.FillMethod;
import io.wellhead.restream.model.Resolution;
import io.wellhead.restream.model.Room;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Which data are wanted; the same filters for downloads and sockets (ReStream API spec, section
 * 2.7).
 */
final class DataFilter {
  @Mixin private TimeOptions time;
  @Mixin private StageOptions stages;

  @Option(
      names = "--fields",
      paramLabel = "NAME",
      split = ",",
      showDefaultValue = Visibility.NEVER,
      description = "Only these fields; timestamp and site_id come always.")
  private List<String> fields = List.of();

  @Option(
      names = "--resolution",
      paramLabel = "STEP",
      defaultValue = "raw",
      converter = WireNames.OfResolution.class,
      completionCandidates = WireNames.OfResolution.class,
      description = "Time step: ${COMPLETION-CANDIDATES}.")
  private Resolution resolution;

  @Option(
      names = "--aggregation",
      paramLabel = "KIND",
      converter = WireNames.OfAggregation.class,
      completionCandidates = WireNames.OfAggregation.class,
      description = "How values inside a time step become one: ${COMPLETION-CANDIDATES}.")
  private @Nullable Aggregation aggregation;

  @Option(names = "--si", description = "SI units in place of imperial ones.")
  private boolean si;

  @Option(
      names = "--unrouted",
      description =
          "Pads: one record per second with prefixed fields (M1_...) in place of one per site and second.")
  private boolean unrouted;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      split = ",",
      showDefaultValue = Visibility.NEVER,
      description = "Pads: only these measurement sources, such as M1.")
  private List<String> sources = List.of();

  @Option(
      names = "--fill",
      paramLabel = "METHOD",
      converter = WireNames.OfFillMethod.class,
      completionCandidates = WireNames.OfFillMethod.class,
      description = "Fill gaps of raw data: ${COMPLETION-CANDIDATES}; needs --fill-limit.")
  private @Nullable FillMethod fill;

  @Option(
      names = "--fill-limit",
      paramLabel = "SECONDS",
      description = "The most seconds that are filled in a gap.")
  private @Nullable Integer fillLimit;

  @Option(
      names = "--fill-edges",
      description = "Fill also before the first and after the last known value.")
  private boolean fillEdges;

  /** Refuses what does not go together, naming the options. */
  void check(RestreamOperation command, Room room) {
    time.check(command);
    stages.check(command);
    Checks.holds(
        command, room.isPad() || !unrouted, "--unrouted is for pads, not for " + room.asArgument());
    Checks.holds(
        command,
        room.isPad() || sources.isEmpty(),
        "--source is for pads, not for " + room.asArgument());
    Checks.holds(
        command, stages.number() == null || !unrouted, "--stage on a pad contradicts --unrouted");
    Checks.holds(
        command, (fill == null) == (fillLimit == null), "--fill and --fill-limit need each other");
    Checks.holds(command, fill != null || !fillEdges, "--fill-edges needs --fill");
    Checks.holds(
        command,
        fillLimit == null || fillLimit > 0,
        "--fill-limit=" + fillLimit + " must be 1 or more");
    Checks.holds(
        command,
        fill == null || (resolution == Resolution.RAW && aggregation == null),
        "--fill is for raw data without --aggregation");
  }

  DataRequest request(Room room) {
    DataRequestBuilder request =
        DataRequest.builder()
            .start(time.from())
            .end(time.to())
            .fields(fields)
            .resolution(resolution)
            .siUnits(si)
            .routed(room.isPad() && !unrouted)
            .measurementSources(sources)
            .insideAreaOnly(!fillEdges);
    if (aggregation != null) {
      request.aggregation(aggregation);
    }
    if (stages.name() != null) {
      request.stageName(stages.name());
    }
    if (stages.number() != null) {
      request.stageNumber(stages.number());
    }
    if (fill != null && fillLimit != null) {
      request.fill(fill, fillLimit);
    }
    return request.build();
  }

  boolean hasNoTime() {
    return time.from() == null && stages.name() == null;
  }
}
