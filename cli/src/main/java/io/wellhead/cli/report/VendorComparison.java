// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import io.wellhead.cli.report.StageParameter.Match;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the pipeline computed of one stage, beside the vendor's figures.
 *
 * @param revision the highest data change that touched the stage; 0 without one
 * @param parameters those with a vendor's value: what differs first, the largest difference before
 *     the others
 */
record VendorComparison(long revision, List<StageParameter> parameters) {
  private static final Comparator<StageParameter> WORST_FIRST =
      Comparator.comparing((StageParameter parameter) -> rank(parameter.match()))
          .thenComparing(
              Comparator.comparingDouble(
                      (StageParameter parameter) ->
                          parameter.match() == Match.DIFFERS ? parameter.relativeDifference() : 0)
                  .reversed())
          .thenComparing(StageParameter::name);

  /** Nothing was computed. */
  static final VendorComparison NONE = new VendorComparison(0, List.of());

  VendorComparison {
    parameters = parameters.stream().sorted(WORST_FIRST).toList();
  }

  long count(Match match) {
    return parameters.stream().filter(parameter -> parameter.match() == match).count();
  }

  /** The parameter that differs most. */
  Optional<StageParameter> worst() {
    return parameters.stream().filter(parameter -> parameter.match() == Match.DIFFERS).findFirst();
  }

  private static int rank(Match match) {
    return switch (match) {
      case DIFFERS -> 0;
      case NO_DATA -> 1;
      case AGREES -> 2;
    };
  }
}
