// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Identifiers of the events that one read of a stream gives: 28 characters that they share, then
 * the event's ordinal in base 2. Ordinals of more than eight digits cover the end of the shared
 * part. One thread.
 */
public final class EventBatch {
  private static final int LENGTH = 36;
  private static final int ORDINAL_DIGITS = 8;

  private final String shared;
  private int next;

  /**
   * A new batch.
   *
   * @param random gives its shared part
   */
  public EventBatch(RandomGenerator random) {
    String hex = HexFormat.of().toHexDigits(random.nextLong());
    String rest = HexFormat.of().toHexDigits(random.nextLong());
    shared =
        hex.substring(0, 8)
            + '-'
            + hex.substring(8, 12)
            + '-'
            + hex.substring(12)
            + '-'
            + rest.substring(0, 4)
            + '-'
            + rest.substring(4, 8);
  }

  /** The identifier of the next event. */
  public String next() {
    StringBuilder ordinal = new StringBuilder(Integer.toBinaryString(next++));
    while (ordinal.length() < ORDINAL_DIGITS) {
      ordinal.insert(0, '0');
    }
    return shared.substring(0, LENGTH - ordinal.length()) + ordinal;
  }

  /** How many identifiers it has given. */
  public int size() {
    return next;
  }
}
