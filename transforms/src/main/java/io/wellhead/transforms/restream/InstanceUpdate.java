// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static java.util.Objects.requireNonNull;

import io.wellhead.restream.model.Room;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pad, site, field, stage or a site's definitions of aggregations as the service described it:
 * pushed over the socket (ReStream API spec, section 4.6) or read over REST (sections 2.1, 2.2,
 * 2.4, 2.5 and 2.9). The arrays are shared, nobody may change them.
 *
 * @param recordId the same room, object and content, received at the same time, have the same id
 * @param kind what the payload is
 * @param instanceId id of the pad, site or field; of a stage or definitions the id of the site
 * @param room where it was read
 * @param receivedAt this machine's clock when it arrived
 * @param origin {@link Origin#LIVE} from the socket, {@link Origin#REPLAY} over REST
 * @param payload the object's UTF-8 JSON; of a {@link Kind#STAGE_REMOVED} an object with the {@code
 *     stage_id}; of {@link Kind#PARAMETERS} an array
 * @param known a JSON object with what else is known of a pad or site, for the members that the
 *     payload leaves out: beside a message of the socket all that was told before; beside a site
 *     read over REST what it is doing, from its state and its socket. Beside {@link
 *     Kind#PARAMETERS} the units of the fields: by field name an object with the names of its
 *     {@code imperial} and {@code si} unit. Null if nothing is known, and for everything else
 */
public record InstanceUpdate(
    String recordId,
    Kind kind,
    long instanceId,
    Room room,
    Instant receivedAt,
    Origin origin,
    @SuppressWarnings("ArrayRecordComponent") // compared by content below
        byte[] payload,
    @SuppressWarnings("ArrayRecordComponent") // as above
        byte @Nullable [] known) {

  /** What an update describes. */
  public enum Kind {
    PAD(0),
    SITE(1),
    FIELD(2),
    STAGE(3),
    /** A stage that the history no longer has, such as a running one that got its id. */
    STAGE_REMOVED(4),
    /** A message that is neither a pad nor a site; the id is that of the room. */
    UNREADABLE(5),
    /** The definitions of a site's aggregations; the id is that of the site. */
    PARAMETERS(6);

    private static final Kind[] BY_CODE = values();

    private final int code;

    Kind(int code) {
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
     * @throws IllegalArgumentException if no kind has this number
     */
    static Kind ofCode(int code) {
      if (code < 0 || code >= BY_CODE.length) {
        throw new IllegalArgumentException("kind code " + code + ", accepted are 0 to 6");
      }
      return BY_CODE[code];
    }
  }

  public InstanceUpdate {
    requireNonNull(recordId, "recordId");
    requireNonNull(kind, "kind");
    requireNonNull(room, "room");
    requireNonNull(receivedAt, "receivedAt");
    requireNonNull(origin, "origin");
    requireNonNull(payload, "payload");
  }

  /** An update whose id follows from the rest. */
  static InstanceUpdate of(
      Kind kind, long instanceId, Room room, Instant receivedAt, Origin origin, byte[] payload) {
    String id =
        "%s-%s-%d-%d%06d-%016x"
            .formatted(
                room,
                kind.text(),
                instanceId,
                receivedAt.getEpochSecond(),
                receivedAt.getNano() / 1000,
                RecordFingerprint.of(payload, 0, payload.length));
    return new InstanceUpdate(id, kind, instanceId, room, receivedAt, origin, payload, null);
  }

  /** The same update with that known beside it. */
  InstanceUpdate withKnown(byte @Nullable [] members) {
    return new InstanceUpdate(
        recordId, kind, instanceId, room, receivedAt, origin, payload, members);
  }

  /**
   * Whether payload and known members are all of the object. A message of the socket that came
   * before the first reading over REST is not; the reading follows it.
   */
  public boolean isWhole() {
    return origin != Origin.LIVE || known != null;
  }

  /** JSON of the payload's members, and of the known ones that it leaves out. */
  public byte[] whole() {
    return ObjectParts.join(known, payload);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InstanceUpdate that
        && recordId.equals(that.recordId)
        && kind == that.kind
        && instanceId == that.instanceId
        && room.equals(that.room)
        && receivedAt.equals(that.receivedAt)
        && origin == that.origin
        && Arrays.equals(payload, that.payload)
        && Arrays.equals(known, that.known);
  }

  @Override
  public int hashCode() {
    return Objects.hash(recordId, kind);
  }

  /** Everything but the payload, which belongs in no log. */
  @Override
  public String toString() {
    return "InstanceUpdate[recordId=" + recordId + ", origin=" + origin.text() + "]";
  }
}
