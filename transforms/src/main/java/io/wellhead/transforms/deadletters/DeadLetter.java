// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.deadletters;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An input that a step could not process, complete enough to be processed again.
 *
 * @param id the same step, kind, source and bytes give the same id, so a repeated delivery can be
 *     recognized
 * @param step stable name of the step that failed
 * @param errorKind what kind of failure
 * @param message why, cut to {@link #MAX_MESSAGE_CHARS}; never holds a secret
 * @param source the room that the input came from, such as {@code pad/412}; null where the payload
 *     is a row. Nothing that differs when the same bytes come again, such as the session: the
 *     letter would get another id
 * @param eventTime the input's event time where it was known, cut to microseconds; a wrong one
 *     outside of the years 1 to 9999, which a table cannot hold, is left out
 * @param failedAt when it failed, cut to microseconds
 * @param payload the original bytes, unchanged; of a row that several inputs made, or that was
 *     rejected, a JSON object of its columns. Callers must not change the array
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, the constructor copies
public record DeadLetter(
    String id,
    String step,
    ErrorKind errorKind,
    String message,
    @Nullable String source,
    @Nullable Instant eventTime,
    Instant failedAt,
    byte[] payload) {
  public static final int MAX_MESSAGE_CHARS = 2_000;

  private static final int ID_BYTES = 16;
  private static final Instant FIRST_INSTANT = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END_OF_INSTANTS = Instant.parse("+10000-01-01T00:00:00Z");

  public DeadLetter {
    requireNonNull(id, "id");
    requireNonNull(step, "step");
    requireNonNull(errorKind, "errorKind");
    message = cut(message);
    eventTime = eventTime == null || isBeyondTable(eventTime) ? null : cut(eventTime);
    failedAt = cut(failedAt);
    payload = payload.clone();
  }

  /**
   * What is kept of an input whose processing fails.
   *
   * @param payload the original bytes
   * @param source where they came from
   * @param eventTime their event time
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier on the way to a dead letter, never compared
  public record Subject(byte[] payload, @Nullable String source, @Nullable Instant eventTime) {
    public Subject {
      requireNonNull(payload, "payload");
    }
  }

  /** The dead letter of a step that failed on that subject. */
  public static DeadLetter of(
      String step, ErrorKind kind, String message, Subject subject, Instant failedAt) {
    return new DeadLetter(
        idOf(step, kind, subject),
        step,
        kind,
        message,
        subject.source(),
        subject.eventTime(),
        failedAt,
        subject.payload());
  }

  private static String idOf(String step, ErrorKind kind, Subject subject) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : new String[] {step, kind.text(), Objects.toString(subject.source(), "")}) {
        byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
        digest.update(utf8);
      }
      return HexFormat.of().formatHex(digest.digest(subject.payload()), 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static boolean isBeyondTable(Instant instant) {
    return instant.isBefore(FIRST_INSTANT) || !instant.isBefore(END_OF_INSTANTS);
  }

  private static Instant cut(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  private static String cut(String message) {
    if (message.length() <= MAX_MESSAGE_CHARS) {
      return message;
    }
    int end = MAX_MESSAGE_CHARS - 1;
    if (Character.isHighSurrogate(message.charAt(end - 1))) {
      end--;
    }
    return message.substring(0, end) + "…";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DeadLetter letter
        && id.equals(letter.id)
        && step.equals(letter.step)
        && errorKind == letter.errorKind
        && message.equals(letter.message)
        && Objects.equals(source, letter.source)
        && Objects.equals(eventTime, letter.eventTime)
        && failedAt.equals(letter.failedAt)
        && Arrays.equals(payload, letter.payload);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, failedAt);
  }

  /** Everything but the payload, of which only the length is told. */
  @Override
  public String toString() {
    return "DeadLetter[id=%s, step=%s, errorKind=%s, message=%s, source=%s, eventTime=%s, failedAt=%s, payload=%d bytes]"
        .formatted(
            id, step, errorKind.text(), message, source, eventTime, failedAt, payload.length);
  }
}
