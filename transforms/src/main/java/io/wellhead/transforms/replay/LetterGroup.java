// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters that are alike.
 *
 * @param pipeline of all
 * @param step of all
 * @param reason of all
 * @param table Datastream's name of the source table; null where there is none
 * @param letters how many
 * @param open those of them that no replay has made good
 * @param oldest time of failure
 * @param newest time of failure
 * @param message of the newest
 */
public record LetterGroup(
    String pipeline,
    String step,
    String reason,
    @Nullable String table,
    long letters,
    long open,
    Instant oldest,
    Instant newest,
    String message) {

  static LetterGroup of(StoredLetter letter) {
    return new LetterGroup(
        letter.pipeline(),
        letter.step(),
        letter.reason(),
        letter.table(),
        1,
        letter.isReplayed() ? 0 : 1,
        letter.failedAt(),
        letter.failedAt(),
        letter.message());
  }

  LetterGroup plus(LetterGroup other) {
    boolean newer = other.newest.isAfter(newest);
    return new LetterGroup(
        pipeline,
        step,
        reason,
        table,
        letters + other.letters,
        open + other.open,
        other.oldest.isBefore(oldest) ? other.oldest : oldest,
        newer ? other.newest : newest,
        newer ? other.message : message);
  }

  /** What makes them good. */
  public Mending mending() {
    return Mending.of(pipeline, step);
  }
}
