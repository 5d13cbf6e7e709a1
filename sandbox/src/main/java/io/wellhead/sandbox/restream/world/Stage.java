// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.world;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One history entry (section 2.5).
 *
 * @param id null on the running stage
 * @param state full state name
 * @param start epoch seconds
 * @param end epoch seconds, null on the running stage
 */
public record Stage(
    @Nullable Long id, long siteId, String state, int number, long start, @Nullable Long end) {

  /** Whether the entry matches a stage name filter (ReStream API spec, section 9.21). */
  public boolean matches(String filter) {
    return matches(state, filter);
  }

  /** Case-insensitive: equal to the part before the first underscore, or a prefix. */
  public static boolean matches(String state, String filter) {
    return state.toLowerCase(Locale.ROOT).startsWith(filter.toLowerCase(Locale.ROOT));
  }

  /** Whether the entry overlaps an interval of epoch seconds. */
  public boolean overlaps(long from, long to) {
    return start <= to && (end == null || end >= from);
  }
}
