// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One frame of a measurement socket (ReStream API, section 4.2). Used by one thread at a time. */
public final class Frame {

  private final long number;
  private final int connection;
  private final Instant receivedAt;
  private final byte[] payload;
  private final @Nullable String refusal;
  private @Nullable List<DataRecord> records;
  private List<Gap> gaps = List.of();

  /**
   * Makes a frame.
   *
   * @param refusal why the payload is not even looked at, or null
   */
  Frame(long number, int connection, Instant receivedAt, byte[] payload, @Nullable String refusal) {
    this.number = number;
    this.connection = connection;
    this.receivedAt = receivedAt;
    this.payload = payload;
    this.refusal = refusal;
  }

  /**
   * Makes a frame outside of a socket, for replays and tests.
   *
   * @param payload the frame's text in UTF-8
   */
  public static Frame of(long number, Instant receivedAt, byte[] payload) {
    return new Frame(number, 1, receivedAt, payload.clone(), null);
  }

  /** Rises by one for every frame of the socket, over all connections; from 1. */
  public long number() {
    return number;
  }

  /** Number of the connection that it came over, from 1. */
  public int connection() {
    return connection;
  }

  public Instant receivedAt() {
    return receivedAt;
  }

  /** The frame's text in UTF-8, as received; not a copy, must not be changed. */
  public byte[] payload() {
    return payload;
  }

  /**
   * The records, in the frame's order; none when {@code message} is null or an empty array. Cut at
   * the first call, kept from then on.
   *
   * @throws MalformedDataException when the frame is not JSON, has no {@code message}, is binary or
   *     too large; a record that merely lacks a timestamp has a {@link DataRecord#problem} instead
   */
  public List<DataRecord> records() {
    if (records == null) {
      if (refusal != null) {
        throw RecordCutter.malformed("frame: " + refusal);
      }
      records = RecordCutter.frame(payload);
    }
    return records;
  }

  /**
   * What was missed right before the records of this frame: reported on the first record of each
   * site after a reconnect when it does not follow the last one before. Data over REST fill it.
   */
  public List<Gap> gaps() {
    return gaps;
  }

  void setGaps(List<Gap> missed) {
    gaps = List.copyOf(missed);
  }

  /** Number and size, without content. */
  @Override
  public String toString() {
    return "Frame(" + number + ", " + payload.length + " bytes)";
  }
}
