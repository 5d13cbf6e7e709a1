// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import static java.util.Objects.requireNonNull;

import io.wellhead.restream.model.Room;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's announcement that stored data of a site has changed (ReStream API spec, section 7),
 * as it was received. What the announcement leaves out, or tells in another way than documented, is
 * null here; {@link CheckChanges} tells which ones can be followed. The array is shared, nobody may
 * change it.
 *
 * @param changeId the vendor's id; {@link #NO_CHANGE} if the message tells none
 * @param siteId the affected site
 * @param start first affected instant, {@code start_date}
 * @param end last affected instant, {@code end_date}
 * @param type {@code modification_type}
 * @param subtype {@code modification_subtype}
 * @param createdAt when the vendor recorded it
 * @param room where it was read
 * @param receivedAt this machine's clock when it arrived
 * @param via by which way it came
 * @param payload the event's UTF-8 JSON as received
 */
public record ChangeEvent(
    long changeId,
    @Nullable Long siteId,
    @Nullable Instant start,
    @Nullable Instant end,
    @Nullable String type,
    @Nullable String subtype,
    @Nullable Instant createdAt,
    Room room,
    Instant receivedAt,
    Via via,
    @SuppressWarnings("ArrayRecordComponent") // compared by content below
        byte[] payload) {

  /** Change id of messages that tell none. */
  public static final long NO_CHANGE = 0;

  /** Way by which an event came. */
  public enum Via {
    /** Over REST, in the list of changes that are not confirmed. */
    LISTING(0),
    /** Over the socket, as it happened. */
    SOCKET(1);

    private static final Via[] BY_CODE = values();

    private final int code;

    Via(int code) {
      this.code = code;
    }

    /** The text of the warehouse column. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The number that stands for this value in encodings; it never changes. */
    int code() {
      return code;
    }

    /**
     * @throws IllegalArgumentException if no way has this number
     */
    static Via ofCode(int code) {
      if (code < 0 || code >= BY_CODE.length) {
        throw new IllegalArgumentException("via code " + code + ", accepted are 0 and 1");
      }
      return BY_CODE[code];
    }
  }

  public ChangeEvent {
    requireNonNull(room, "room");
    requireNonNull(receivedAt, "receivedAt");
    requireNonNull(via, "via");
    requireNonNull(payload, "payload");
  }

  /** The event of a message; there is one of every message, whatever it is. */
  static ChangeEvent of(byte[] json, Room room, Instant receivedAt, Via via) {
    ChangeMessage message = ChangeMessage.read(json);
    return new ChangeEvent(
        message.id(),
        message.site(),
        message.start(),
        message.end(),
        message.type(),
        message.subtype(),
        message.createdAt(),
        room,
        receivedAt,
        via,
        json);
  }

  /** What keeps the change from being followed, as {@link CheckChanges} tells; null if nothing. */
  public @Nullable String defect() {
    ChangeMessage.Defect defect = ChangeMessage.read(payload).defect();
    return defect == null ? null : defect.message();
  }

  /**
   * The same change with the same content has the same id, however often and by whichever way it
   * comes.
   */
  String recordId() {
    return changeId + "-" + HexFormat.of().toHexDigits(ChangeMessage.fingerprint(payload));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ChangeEvent that
        && changeId == that.changeId
        && Objects.equals(siteId, that.siteId)
        && Objects.equals(start, that.start)
        && Objects.equals(end, that.end)
        && Objects.equals(type, that.type)
        && Objects.equals(subtype, that.subtype)
        && Objects.equals(createdAt, that.createdAt)
        && room.equals(that.room)
        && receivedAt.equals(that.receivedAt)
        && via == that.via
        && Arrays.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return Objects.hash(changeId, receivedAt);
  }

  /** Everything but the payload, which belongs in no log. */
  @Override
  public String toString() {
    return "ChangeEvent[changeId=%d, siteId=%d, start=%s, end=%s, room=%s, receivedAt=%s, via=%s]"
        .formatted(changeId, siteId, start, end, room, receivedAt, via.text());
  }
}
