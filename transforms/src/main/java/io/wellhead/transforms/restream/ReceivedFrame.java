// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.time.Instant;

/**
 * One frame of a room's measurement socket (ReStream API spec, section 4.2); unlike a record it is
 * never compared.
 */
final class ReceivedFrame {
  private final long number;
  private final int connection;
  private final Instant receivedAt;
  private final byte[] payload;

  /**
   * @param number rises by one per frame of the socket, reconnects included
   * @param connection which of the socket's connections brought it, from 1; a change means that
   *     frames may have been lost or repeated
   * @param receivedAt this machine's clock at its arrival
   * @param payload its text in UTF-8; not copied
   */
  ReceivedFrame(long number, int connection, Instant receivedAt, byte[] payload) {
    this.number = number;
    this.connection = connection;
    this.receivedAt = receivedAt;
    this.payload = payload;
  }

  long number() {
    return number;
  }

  int connection() {
    return connection;
  }

  Instant receivedAt() {
    return receivedAt;
  }

  byte[] payload() {
    return payload;
  }
}
