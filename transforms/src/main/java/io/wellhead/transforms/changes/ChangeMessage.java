// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.wellhead.restream.model.WireFormatException;
import io.wellhead.restream.model.WireJson;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message about a change, member by member: one that is missing or of the wrong type leaves the
 * others readable. An instant outside of the years 1 to 9999, which no table holds, counts as not
 * readable.
 *
 * @param id {@link ChangeEvent#NO_CHANGE} if the message tells none
 * @param defect what keeps the change from being followed, null if nothing does
 */
record ChangeMessage(
    long id,
    @Nullable Long site,
    @Nullable Instant start,
    @Nullable Instant end,
    @Nullable String type,
    @Nullable String subtype,
    @Nullable Instant createdAt,
    @Nullable Defect defect) {

  /**
   * Why a change cannot be followed.
   *
   * @param message names the member, its value and what is accepted
   */
  record Defect(ErrorKind kind, String message) {}

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private static final HashFunction HASH = Hashing.farmHashFingerprint64();

  private static final Instant FIRST_INSTANT = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END_OF_INSTANTS = Instant.parse("+10000-01-01T00:00:00Z");

  /** Before the service existed: a start may be earlier, an end that is says nothing. */
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  /** After anybody will ask it. */
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  static ChangeMessage read(byte[] json) {
    JsonNode tree;
    try {
      tree = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      return unreadable(
          "not JSON at byte " + e.getLocation().getByteOffset() + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
    return tree instanceof ObjectNode message
        ? read(message)
        : unreadable("the message is not a JSON object");
  }

  private static ChangeMessage unreadable(String problem) {
    return new ChangeMessage(
        ChangeEvent.NO_CHANGE,
        null,
        null,
        null,
        null,
        null,
        null,
        new Defect(ErrorKind.MALFORMED, problem));
  }

  private static ChangeMessage read(ObjectNode message) {
    Long id = number(message, "id");
    Long site = number(message, "site");
    Instant start = instant(message, "start_date");
    Instant end = instant(message, "end_date");
    String problem =
        id == null || id <= 0
            ? refused(message, "id", "the id of a change, above 0")
            : defectOf(message, site, start, end);
    return new ChangeMessage(
        id == null ? ChangeEvent.NO_CHANGE : id,
        site,
        start,
        end,
        text(message, "modification_type"),
        text(message, "modification_subtype"),
        instant(message, "created_at"),
        problem == null ? null : new Defect(ErrorKind.INVALID, problem));
  }

  private static @Nullable String defectOf(
      ObjectNode message, @Nullable Long site, @Nullable Instant start, @Nullable Instant end) {
    if (site == null || site <= 0) {
      return refused(message, "site", "the id of a site, above 0");
    }
    if (start == null || !start.isBefore(LATEST)) {
      return refused(message, "start_date", "an instant before 2100");
    }
    if (end == null || end.isBefore(EARLIEST) || !end.isBefore(LATEST)) {
      return refused(message, "end_date", "an instant from 2000 to before 2100");
    }
    return end.isBefore(start) ? "end_date " + end + " is before start_date " + start : null;
  }

  private static String refused(ObjectNode message, String member, String accepted) {
    JsonNode value = message.get(member);
    return value == null || value.isNull()
        ? member + " is missing"
        : member + " " + value + ": accepted is " + accepted;
  }

  private static @Nullable Long number(ObjectNode message, String member) {
    JsonNode value = message.get(member);
    return value != null && value.isIntegralNumber() && value.canConvertToLong()
        ? value.longValue()
        : null;
  }

  private static @Nullable String text(ObjectNode message, String member) {
    return message.path(member).textValue();
  }

  private static @Nullable Instant instant(ObjectNode message, String member) {
    JsonNode value = message.path(member);
    if (!value.isTextual() && !value.isNumber()) {
      return null;
    }
    try {
      Instant instant = WireJson.decode(value.toString(), Instant.class);
      return instant.isBefore(FIRST_INSTANT) || !instant.isBefore(END_OF_INSTANTS) ? null : instant;
    } catch (WireFormatException | java.time.DateTimeException e) {
      return null;
    }
  }

  /**
   * Tells messages apart by content: blanks and the order of members do not count, nor does whether
   * the change was confirmed. The same in every release.
   */
  static long fingerprint(byte[] json) {
    try {
      JsonNode tree = JSON.readTree(json);
      if (tree instanceof ObjectNode message) {
        message.remove("update_received");
      }
      byte[] ordered = JSON.writeValueAsBytes(JSON.treeToValue(tree, Object.class));
      return HASH.hashBytes(ordered).asLong();
    } catch (JsonProcessingException e) {
      return HASH.hashBytes(json).asLong();
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }
}
