// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.world;

import org.jspecify.annotations.Nullable;

/**
 * What is different about a stage; null leaves a part as it is.
 *
 * @param start first second, since 1970
 * @param end last second; it has no effect while the stage runs
 */
public record StageEdit(@Nullable Long start, @Nullable Long end, @Nullable Integer number) {

  /** Moves boundaries. */
  public static StageEdit move(@Nullable Long start, @Nullable Long end) {
    return new StageEdit(start, end, null);
  }

  public static StageEdit renumber(int number) {
    return new StageEdit(null, null, number);
  }

  /** This edit over an earlier one. */
  StageEdit after(@Nullable StageEdit earlier) {
    return earlier == null
        ? this
        : new StageEdit(
            start == null ? earlier.start : start,
            end == null ? earlier.end : end,
            number == null ? earlier.number : number);
  }

  Stage applyTo(Stage stage) {
    return new Stage(
        stage.id(),
        stage.siteId(),
        stage.state(),
        number == null ? stage.number() : number,
        start == null ? stage.start() : start,
        end == null || stage.end() == null ? stage.end() : end);
  }
}
