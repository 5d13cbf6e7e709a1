// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static java.util.Objects.requireNonNull;

import io.wellhead.restream.DataRecord;
import io.wellhead.restream.model.Room;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record as received: the measurements of one site in one second (ReStream API spec, section
 * 6.1).
 *
 * <p>The payload is one JSON object whose syntax and whose {@code timestamp} and {@code site_id}
 * were checked; what the other fields hold was not. It is shared, not copied: nobody may change it.
 *
 * @param recordId names the record for good: equal for repeated deliveries of the same content,
 *     over the socket or over REST, and different when site, second or content differ; that of a
 *     correction names the data change and the reading too
 * @param room where it was read
 * @param siteId the well; {@link #NO_SITE} in pad data that is not routed to sites
 * @param eventTime the record's second, in seconds since 1970 UTC
 * @param receivedAt this machine's clock when it arrived; of two records of one second in one frame
 *     the later one has a microsecond more, so that it is the newer version
 * @param origin the way by which it came
 * @param changeId the data change that caused it to be read again; null unless it is a correction
 * @param payload the record's UTF-8 JSON as received
 */
public record Measurement(
    String recordId,
    Room room,
    long siteId,
    long eventTime,
    Instant receivedAt,
    Origin origin,
    @Nullable Long changeId,
    @SuppressWarnings(
            "ArrayRecordComponent") // compared by content below; a copy per record is dear
        byte[] payload) {

  /** Site id of records that name no site (ReStream API spec, section 6.3). */
  public static final long NO_SITE = 0;

  public Measurement {
    requireNonNull(recordId, "recordId");
    requireNonNull(room, "room");
    requireNonNull(receivedAt, "receivedAt");
    requireNonNull(origin, "origin");
    requireNonNull(payload, "payload");
  }

  /**
   * A record of a site that was read again because of a data change.
   *
   * @param record with a sound timestamp
   * @param readAt when the reading was made; it belongs to all records of the reading
   */
  public static Measurement correction(
      long siteId, DataRecord record, long changeId, Instant readAt) {
    Room room = Room.site(siteId);
    byte[] payload = record.json();
    long fingerprint = RecordFingerprint.of(payload, 0, payload.length);
    String content = RecordFingerprint.recordId(room, siteId, record.timestamp(), fingerprint);
    String id = content + "-" + changeId + "-" + readAt.toEpochMilli();
    return new Measurement(
        id, room, siteId, record.timestamp(), readAt, Origin.CORRECTION, changeId, payload);
  }

  /** The payload as text. */
  public String json() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Measurement that
        && recordId.equals(that.recordId)
        && room.equals(that.room)
        && siteId == that.siteId
        && eventTime == that.eventTime
        && receivedAt.equals(that.receivedAt)
        && origin == that.origin
        && Objects.equals(changeId, that.changeId)
        && Arrays.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return recordId.hashCode();
  }

  /** Everything but the payload, which belongs in no log. */
  @Override
  public String toString() {
    return "Measurement[recordId="
        + recordId
        + ", room="
        + room
        + ", receivedAt="
        + receivedAt
        + ", origin="
        + origin.text()
        + ", changeId="
        + changeId
        + ", payload="
        + payload.length
        + " bytes]";
  }
}
