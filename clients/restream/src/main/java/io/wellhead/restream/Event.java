// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.model.WireFormatException;
import java.time.Instant;
import java.util.function.Function;

/**
 * One message of an {@link EventSocket}; it keeps the bytes as received. Immutable.
 *
 * @param <T> what the message describes
 */
public final class Event<T> {

  private final Instant receivedAt;
  private final int connection;
  private final byte[] json;
  private final Function<byte[], ? extends T> decode;

  Event(Instant receivedAt, int connection, byte[] json, Function<byte[], ? extends T> decode) {
    this.receivedAt = receivedAt;
    this.connection = connection;
    this.json = json;
    this.decode = decode;
  }

  public Instant receivedAt() {
    return receivedAt;
  }

  /**
   * Number of the connection that it came over, from 1. What happened between two connections was
   * missed: after a change of this number the object and the list of data changes are to be read
   * anew.
   */
  public int connection() {
    return connection;
  }

  /** The message's UTF-8 bytes; a new array at each call. */
  public byte[] json() {
    return json.clone();
  }

  /**
   * The message decoded, at each call.
   *
   * @throws MalformedDataException when it does not have the documented shape
   */
  public T value() {
    try {
      return decode.apply(json);
    } catch (WireFormatException e) {
      throw new MalformedDataException("event: " + e.getMessage(), ErrorPlace.NOWHERE, e);
    }
  }

  /** Connection and size, without content. */
  @Override
  public String toString() {
    return "Event(connection=" + connection + ", " + json.length + " bytes)";
  }
}
