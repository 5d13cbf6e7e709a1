// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A site's newest record, and since when it is known to be that one.
 *
 * @param newest its second, since 1970; {@link #NO_RECORD} if the site has none
 * @param since this machine's clock when it was first seen
 */
record Look(long newest, Instant since) {
  /** Before any record that a service may have. */
  static final long NO_RECORD = 0;

  Look {
    requireNonNull(since, "since");
  }

  /** What a look finds now, after an earlier one. */
  static Look of(@Nullable Instant newest, @Nullable Look earlier, Instant now) {
    long second = newest == null ? NO_RECORD : newest.getEpochSecond();
    return earlier != null && earlier.newest == second ? earlier : new Look(second, now);
  }
}
