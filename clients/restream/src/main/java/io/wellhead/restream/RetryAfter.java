// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The {@code Retry-After} header (RFC 9110, section 10.2.3): seconds, or a date. */
final class RetryAfter {

  private RetryAfter() {}

  /** How long to wait, never negative; null when the header is absent or not understood. */
  static @Nullable Duration parse(@Nullable String header, Clock clock) {
    if (header == null) {
      return null;
    }
    String text = header.trim();
    try {
      return text.matches("\\d{1,9}")
          ? Duration.ofSeconds(Long.parseLong(text))
          : until(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME), clock);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Duration until(ZonedDateTime date, Clock clock) {
    Duration wait = Duration.between(clock.instant(), date.toInstant());
    return wait.isNegative() ? Duration.ZERO : wait;
  }
}
