// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.replay;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without its payload.
 *
 * @param id its identity; the same failure of the same bytes has one
 * @param pipeline that could not process it
 * @param step that failed
 * @param reason error kind
 * @param source where the bytes came from: a room, or a file and a place in it
 * @param failedAt when it last failed
 * @param message why
 * @param attempts failed replays since
 * @param isReplayed whether a replay has made it good since
 */
public record StoredLetter(
    String id,
    String pipeline,
    String step,
    String reason,
    @Nullable String source,
    Instant failedAt,
    String message,
    long attempts,
    boolean isReplayed) {
  /** The folder of a table, above those of year, month, day, hour and minute. */
  private static final Pattern TABLE =
      Pattern.compile(".*/([^/]+)/\\d{4}/\\d{2}/\\d{2}/\\d{2}/\\d{2}/[^/]+@\\d+");

  public StoredLetter {
    requireNonNull(id, "id");
    requireNonNull(pipeline, "pipeline");
    requireNonNull(step, "step");
    requireNonNull(reason, "reason");
    requireNonNull(failedAt, "failedAt");
    requireNonNull(message, "message");
  }

  /** Datastream's name of the source table, if the letter comes from a change file. */
  public @Nullable String table() {
    Matcher place = TABLE.matcher(source == null ? "" : source);
    return place.matches() ? place.group(1) : null;
  }

  /** The file that it comes from; null if it comes from none. */
  public @Nullable String file() {
    int at = source == null ? -1 : source.lastIndexOf('@');
    return at < 0 ? null : requireNonNull(source).substring(0, at);
  }

  /** What makes it good. */
  public Mending mending() {
    return Mending.of(pipeline, step);
  }
}
