// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.warehouse.ChangeSequence;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One change of one row, or one row of a backfill, as a change file has it. The same event may come
 * more than once and in any order.
 *
 * @param uuid tells events apart as they were emitted; one that is emitted again may get another
 * @param stream full resource name of the stream
 * @param readMethod how the source was read, such as {@code mysql-cdc-binlog}
 * @param object folder that the file is in, such as {@code public_audits}; not the table's name
 * @param schemaKey 40 hexadecimal digits; null in old files
 * @param readTime when Datastream read it
 * @param sourceTime when the source changed; of a backfill, when the row was read
 * @param sortKeys text and Long, as sent; empty in old files
 * @param source where it comes from
 * @param payload the row after the change, before it if it was deleted
 */
public record ChangeEvent(
    String uuid,
    String stream,
    String readMethod,
    String object,
    @Nullable String schemaKey,
    Instant readTime,
    Instant sourceTime,
    List<Object> sortKeys,
    SourceMetadata source,
    Payload payload) {

  public ChangeEvent {
    requireNonNull(uuid, "uuid");
    requireNonNull(stream, "stream");
    requireNonNull(readMethod, "readMethod");
    requireNonNull(object, "object");
    requireNonNull(readTime, "readTime");
    requireNonNull(sourceTime, "sourceTime");
    sortKeys = List.copyOf(sortKeys);
    requireNonNull(source, "source");
    requireNonNull(payload, "payload");
  }

  /** Whether it is a row of a backfill, not a change. */
  public boolean isBackfill() {
    String lower = readMethod.toLowerCase(Locale.ROOT);
    return lower.contains("backfill") || lower.contains("dump");
  }

  /** The same event with another row image. */
  public ChangeEvent withPayload(Payload other) {
    return with(source, other);
  }

  /**
   * The same event with a place of its own for what was filled in: of two that the same event has
   * become, the one for which more was known is above the other. PostgreSQL only.
   *
   * @param millis sum of the times of the events that told the values
   * @param positions sum of their positions in the log
   */
  public ChangeEvent filled(long millis, long positions) {
    return with(source.with(EventOrder.FILLED, List.of(millis, positions)), payload);
  }

  /** The event as it was before it was {@linkplain #filled filled}. */
  public ChangeEvent unfilled() {
    return with(source.without(EventOrder.FILLED), payload);
  }

  private ChangeEvent with(SourceMetadata otherSource, Payload otherPayload) {
    return new ChangeEvent(
        uuid,
        stream,
        readMethod,
        object,
        schemaKey,
        readTime,
        sourceTime,
        sortKeys,
        otherSource,
        otherPayload);
  }

  /** Its place among the events of its row, a pure function of the event. */
  public ChangeSequence sequence() {
    return EventOrder.of(source, sortKeys, sourceTime, uuid);
  }
}
