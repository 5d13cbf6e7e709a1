// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of sites' fields, read again after a quarter of an hour or when asked to. A name that
 * was there once is kept: when a change takes a field from the catalogue, its minutes have still to
 * go. One thread.
 */
final class FieldNames {
  private static final Duration FRESH = Duration.ofMinutes(15);

  private final Clock clock;
  private final Map<Long, Known> sites = new HashMap<>();

  FieldNames(Clock clock) {
    this.clock = clock;
  }

  private record Known(Set<String> names, Instant readAt) {}

  /** Reads the names that the catalogue has now. */
  interface Catalogue {
    Set<String> read() throws IOException;
  }

  /** All names that were seen of a site. */
  Set<String> of(long siteId, boolean anew, Catalogue catalogue) throws IOException {
    Known known = sites.get(siteId);
    Instant now = clock.instant();
    if (known == null || anew || !now.isBefore(known.readAt.plus(FRESH))) {
      Set<String> names = new TreeSet<>(catalogue.read());
      if (known != null) {
        names.addAll(known.names);
      }
      known = new Known(Set.copyOf(names), now);
      sites.put(siteId, known);
    }
    return requireNonNull(known).names;
  }
}
