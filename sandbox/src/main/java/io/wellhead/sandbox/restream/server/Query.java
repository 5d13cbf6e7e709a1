// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Decoded query or form parameters in all the forms of section 2.0: booleans in any letter case,
 * lists comma-joined or repeated, {@code +} as space, three forms of datetimes.
 */
final class Query {

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final boolean lenient;

  /**
   * @param lenient whether an unacceptable value counts as absent instead of being refused (section
   *     9.36)
   */
  Query(String encoded, boolean lenient) {
    this.lenient = lenient;
    for (String pair : encoded.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values
            .computeIfAbsent(decode(pair.substring(0, equals)), name -> new ArrayList<>())
            .add(decode(pair.substring(equals + 1)));
      }
    }
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(400, "Malformed percent-encoding in the query.");
    }
  }

  Optional<String> text(String name) {
    List<String> all = values.get(name);
    return all == null ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** All values, comma-joined ones taken apart; empty when the parameter is absent. */
  List<String> list(String name) {
    return values.getOrDefault(name, List.of()).stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  Optional<Boolean> bool(String name) {
    Optional<String> text = text(name).map(value -> value.toLowerCase(Locale.ROOT));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (text.get()) {
      case "true", "1" -> Optional.of(true);
      case "false", "0" -> Optional.of(false);
      default -> refuse(name, "Must be true or false.");
    };
  }

  OptionalLong integer(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text.get().strip()));
    } catch (NumberFormatException e) {
      refuse(name, "A valid integer is required.");
      return OptionalLong.empty();
    }
  }

  /** One of a few words, in any letter case. */
  Optional<String> word(String name, List<String> accepted) {
    Optional<String> text = text(name).map(value -> value.toLowerCase(Locale.ROOT));
    if (text.isPresent() && !accepted.contains(text.get())) {
      return refuse(name, "Must be one of " + String.join(", ", accepted) + ".");
    }
    return text;
  }

  /** Epoch seconds of a datetime; without a zone mark it is UTC. */
  OptionalLong datetime(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    Long second = parseDatetime(text.get().strip());
    if (second == null) {
      refuse(name, "Enter a valid date/time.");
      return OptionalLong.empty();
    }
    return OptionalLong.of(second);
  }

  private static @Nullable Long parseDatetime(String text) {
    String iso = text.replace(' ', 'T');
    try {
      if (iso.endsWith("Z")) {
        return Instant.parse(iso).getEpochSecond();
      }
      boolean zoned = iso.matches(".*[+-]\\d{2}:?\\d{2}$");
      return zoned
          ? OffsetDateTime.parse(iso).toEpochSecond()
          : LocalDateTime.parse(iso).toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private <T> Optional<T> refuse(String name, String problem) {
    if (lenient) {
      return Optional.empty();
    }
    throw Refusal.parameter(name, problem);
  }
}
