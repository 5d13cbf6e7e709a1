// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Room;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What readers of one pad are told in tests; nothing listens at the account's address. */
final class PadSettings {
  static final Room PAD = Room.pad(412);

  static final RestreamConnection CONNECTION =
      RestreamConnection.of("http://localhost:1", "id", SecretReference.parse("env:SECRET"));

  private PadSettings() {}

  /** Every record names its site. */
  static ReadSettings routed(@Nullable Instant from, @Nullable Instant until) {
    return routed(from, until, ReadTiming.DEFAULT);
  }

  static ReadSettings routed(@Nullable Instant from, @Nullable Instant until, ReadTiming timing) {
    return settings(CONNECTION, from, until, timing);
  }

  /** Records need not name a site, and a second may have several. */
  static ReadSettings unrouted(@Nullable Instant from, @Nullable Instant until) {
    return settings(CONNECTION.withRouted(false), from, until, ReadTiming.DEFAULT);
  }

  private static ReadSettings settings(
      RestreamConnection connection,
      @Nullable Instant from,
      @Nullable Instant until,
      ReadTiming timing) {
    return new ReadSettings(
        connection, List.of(PAD.toString()), from, until, EventTimeBounds.DEFAULT, timing);
  }
}
