// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.deadletters;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What became of a dead letter that was replayed.
 *
 * @param letterId the letter
 * @param failure why it could not be made good; null if everything that it stands for is durable
 */
public record ReplayOutcome(String letterId, @Nullable String failure) {
  public ReplayOutcome {
    requireNonNull(letterId, "letterId");
  }

  public static ReplayOutcome written(String letterId) {
    return new ReplayOutcome(letterId, null);
  }

  public static ReplayOutcome failed(String letterId, String why) {
    return new ReplayOutcome(letterId, requireNonNull(why, "why"));
  }
}
