// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import io.wellhead.transforms.changeevents.UsualJson.UnusualException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text or an array that is mostly the same as in the event before, such as the stream's
 * name: then it gives the same object. One thread.
 *
 * @param <T> what the value becomes; it must not change
 */
final class RepeatedJson<T> {
  private final Reading<T> reading;
  private byte[] lastBytes = {};
  private @Nullable T last;

  /** Makes something of a value. */
  @FunctionalInterface
  interface Reading<T> {
    T read(UsualJson json) throws UnusualException;
  }

  RepeatedJson(Reading<T> reading) {
    this.reading = reading;
  }

  T read(UsualJson json) throws UnusualException {
    json.next();
    T known = last;
    if (known == null || !json.takeIf(lastBytes)) {
      int from = json.position();
      known = reading.read(json);
      lastBytes = json.copyFrom(from);
      last = known;
    }
    return known;
  }
}
