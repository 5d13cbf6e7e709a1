// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import io.wellhead.pipelines.RejectedRunException.Reason;
import io.wellhead.restream.model.Room;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the texts of options; a text that does not fit is refused with the option's name. */
final class OptionValues {
  private OptionValues() {}

  /** A duration of at least zero: {@code 90s}, {@code 30m}, {@code 2h}, or ISO-8601. */
  static Duration duration(String option, String text) throws RejectedRunException {
    return parse(
        option,
        text,
        "a duration such as 90s, 30m or 2h",
        value -> {
          String upper = value.toUpperCase(Locale.ROOT);
          Duration duration = Duration.parse(upper.startsWith("P") ? upper : "PT" + upper);
          if (duration.isNegative()) {
            throw new IllegalArgumentException("negative");
          }
          return duration;
        });
  }

  /** As {@link #duration}, but more than zero. */
  static Duration interval(String option, String text) throws RejectedRunException {
    Duration duration = duration(option, text);
    if (duration.isZero()) {
      throw refused(option, text, "more than zero");
    }
    return duration;
  }

  static @Nullable Instant instant(String option, @Nullable String text)
      throws RejectedRunException {
    return text == null
        ? null
        : parse(option, text, "an instant such as 2030-06-01T10:00:00Z", Instant::parse);
  }

  /** The named rooms; empty for all. */
  static List<Room> rooms(String option, @Nullable String text) throws RejectedRunException {
    String accepted = "all, or pad:ID and site:ID, comma separated";
    if (text == null || text.isBlank()) {
      throw new RejectedRunException(
          Reason.OPTIONS, "--" + option + " is missing: " + accepted + " are accepted");
    }
    return text.strip().equalsIgnoreCase("all")
        ? List.of()
        : parse(
            option,
            text,
            accepted,
            value -> Arrays.stream(value.split(",")).map(Room::parse).distinct().toList());
  }

  static <T> T parse(String option, String text, String accepted, Function<String, T> parser)
      throws RejectedRunException {
    try {
      return parser.apply(text.strip());
    } catch (DateTimeException | IllegalArgumentException e) {
      throw refused(option, text, accepted);
    }
  }

  static RejectedRunException refused(String option, String value, String accepted) {
    return new RejectedRunException(
        Reason.OPTIONS, "--" + option + "=" + value + ": accepted is " + accepted);
  }
}
