// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A value that no class of Java has without loss: source types reach beyond its limits. */
public sealed interface UnifiedValue {

  /**
   * Calendar date.
   *
   * @param epochDay days since 1970; a source's infinity is far outside of the years 1 to 9999
   */
  record Date(long epochDay) implements UnifiedValue {}

  /**
   * Time of day.
   *
   * @param micros since midnight; {@code 24:00:00} is allowed
   */
  record Time(long micros) implements UnifiedValue {}

  /**
   * Time of day with its offset.
   *
   * @param micros local, since midnight
   * @param offsetMillis of the local time from UTC
   */
  record ZonedTime(long micros, int offsetMillis) implements UnifiedValue {}

  /**
   * Span of time of a type that looks like a time of day, such as MySQL's TIME.
   *
   * @param micros may be negative
   */
  record TimeInterval(long micros) implements UnifiedValue {}

  /**
   * Instant, or local date and time as if they were UTC.
   *
   * @param micros since 1970; a source's infinity is far outside of the years 1 to 9999
   */
  record Timestamp(long micros) implements UnifiedValue {}

  /**
   * Instant with the offset that it was told with.
   *
   * @param micros since 1970
   * @param offsetMillis of the local time from UTC
   */
  record ZonedTimestamp(long micros, int offsetMillis) implements UnifiedValue {}

  /**
   * Local date and time.
   *
   * @param epochDay days since 1970
   * @param micros since midnight
   */
  record DateTime(long epochDay, long micros) implements UnifiedValue {}

  /**
   * Span of calendar time; the parts may have different signs.
   *
   * @param hours days are folded into them
   */
  record Interval(int months, int hours, long micros) implements UnifiedValue {}

  /**
   * Geometry.
   *
   * @param wkb well-known binary
   * @param type such as {@code POINT}
   */
  record Geometry(ByteBuffer wkb, int srid, @Nullable String type) implements UnifiedValue {}
}
