// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.workload;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Values as people and programs enter them: most are fine, the others are what quality rules look
 * for. References point to rows that are there, that come later, or that never come.
 */
final class DirtyValues {
  private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");
  private static final long SPAN_MICROS = Duration.ofDays(700).toMillis() * 1000;

  private final RandomGenerator random;
  private final Keys keys;

  DirtyValues(RandomGenerator random, Keys keys) {
    this.random = random;
    this.keys = keys;
  }

  @Nullable String name() {
    return pick(
        "Ana Lopes", "li wei", "  Marta  ", "O'Brien", "J", "", "   ", "\u00c5sa \u00d6hman", null);
  }

  @Nullable String programName() {
    return pick("Onboarding 2025", " Pilot ", "QA", "", "Localisation \u4e2d\u6587", null);
  }

  @Nullable String email() {
    int number = random.nextInt(100_000);
    return pick(
        "user" + number + "@example.org",
        "user" + number + "@example.org",
        "First.Last+" + number + "@mail.example.com",
        " User" + number + "@EXAMPLE.org ",
        "user" + number + "@example",
        "user" + number + ".example.org",
        "",
        null);
  }

  /** One of some words, mostly spelled as it should be. */
  @Nullable String word(String... words) {
    String word = words[random.nextInt(words.length)];
    return switch (random.nextInt(12)) {
      case 0 -> word.toLowerCase(Locale.ROOT);
      case 1 -> " " + word + " ";
      case 2 -> null;
      case 3 -> "UNKNOWN";
      case 4 -> "";
      default -> word;
    };
  }

  @Nullable String comment() {
    return pick(
        "good",
        "Needs \"more\" detail,\nsee notes",
        "   ",
        "",
        "\ud83d\ude80 fast",
        null,
        "caf\u00e9");
  }

  @Nullable Integer rating() {
    return pick(1, 2, 3, 4, 5, 5, 0, 6, -1, 1000, null);
  }

  /** A time in UTC to the microsecond; null with a chance of one in ten. */
  @Nullable OffsetDateTime time() {
    if (random.nextInt(10) == 0) {
      return null;
    }
    long micros = random.nextLong(SPAN_MICROS);
    return FIRST
        .plusSeconds(micros / 1_000_000)
        .plusNanos(micros % 1_000_000 * 1000)
        .atOffset(ZoneOffset.UTC);
  }

  /** The key of a row of a table that is there, comes later or never comes. */
  @Nullable String reference(String table) {
    return switch (random.nextInt(20)) {
      case 0 -> null;
      case 1 -> "missing-" + random.nextInt(50);
      case 2, 3 -> keys.future(table);
      default -> keys.anyOrFuture(table);
    };
  }

  Object priority() {
    return random.nextInt(10);
  }

  /** What needs the wider type. */
  Object largeNumber() {
    return random.nextLong(1L << 40);
  }

  /** What needs a type with digits after the point. */
  Object fraction() {
    return BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(6));
  }

  @SafeVarargs
  private <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }
}
