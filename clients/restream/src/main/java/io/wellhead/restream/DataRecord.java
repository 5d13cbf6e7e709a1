// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One record of data: the values of one second (or time step) of one site (ReStream API, section
 * 6.1). It keeps the bytes as received; values are decoded when they are asked for.
 *
 * <p>A record that is JSON but lacks a usable timestamp is still a record, so that it can be set
 * aside whole: see {@link #problem()}. Immutable.
 */
public final class DataRecord {

  private final byte[] bytes;
  private final int from;
  private final int to;
  private final long timestamp;
  private final boolean hasSiteId;
  private final long siteId;
  private final @Nullable String problem;

  DataRecord(
      byte[] bytes,
      int from,
      int to,
      long timestamp,
      boolean hasSiteId,
      long siteId,
      @Nullable String problem) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.timestamp = timestamp;
    this.hasSiteId = hasSiteId;
    this.siteId = siteId;
    this.problem = problem;
  }

  /**
   * Makes a record of the JSON of one object.
   *
   * @throws MalformedDataException when the bytes are not one JSON object
   */
  public static DataRecord parse(byte[] json) {
    return RecordCutter.single(json.clone());
  }

  /**
   * Epoch seconds: the start of the second or time step. Read from {@code timestamp}, or from
   * {@code unix_timestamp} where the former is missing.
   *
   * @throws MalformedDataException when {@link #problem()} is not empty
   */
  public long timestamp() {
    requireSound();
    return timestamp;
  }

  /**
   * The site; empty in un-routed data of a pad, where it may be missing.
   *
   * @throws MalformedDataException when {@link #problem()} is not empty
   */
  public OptionalLong siteId() {
    requireSound();
    return hasSiteId ? OptionalLong.of(siteId) : OptionalLong.empty();
  }

  /** What is wrong with timestamp or site id: missing, not a whole number, or there twice. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /** The record's UTF-8 bytes as received; a new array at each call. */
  public byte[] json() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** Number of bytes of {@link #json()}. */
  public int size() {
    return to - from;
  }

  /** The record's JSON as received. */
  public String text() {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /**
   * The values by field name, in the order received, unmodifiable. Whole numbers are {@link Long}
   * (or {@link java.math.BigInteger}), decimals {@link Double}, valve positions {@link String}; the
   * text {@code "Infinity"} becomes null (section 3). Decoded anew at each call.
   *
   * @throws MalformedDataException when a key stands twice or a number is beyond all bounds
   */
  public Map<String, @Nullable Object> values() {
    return RecordValues.decode(bytes, from, to);
  }

  private void requireSound() {
    if (problem != null) {
      throw new MalformedDataException("record: " + problem, ErrorPlace.NOWHERE, null);
    }
  }

  /** Timestamp, site and size, without values. */
  @Override
  public String toString() {
    return "DataRecord("
        + (problem != null ? problem : "timestamp=" + timestamp)
        + (hasSiteId ? ", site_id=" + siteId : "")
        + ", "
        + size()
        + " bytes)";
  }
}
