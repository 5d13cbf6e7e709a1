// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.deadletters;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.jspecify.annotations.Nullable;

/**
 * Version 1: a byte 1, then id, step, error kind, message, source (nullable), event time (nullable)
 * and time of failure in microseconds since 1970, payload with its length. Error kinds travel by
 * name, so their order may change.
 */
public final class DeadLetterCoder extends AtomicCoder<DeadLetter> {
  @Serial private static final long serialVersionUID = 1L;
  private static final DeadLetterCoder INSTANCE = new DeadLetterCoder();
  private static final int VERSION = 1;
  private static final Coder<String> TEXT = StringUtf8Coder.of();
  private static final Coder<@Nullable String> OPTIONAL_TEXT = NullableCoder.of(TEXT);
  private static final Coder<@Nullable Long> OPTIONAL_MICROS = NullableCoder.of(VarLongCoder.of());

  private DeadLetterCoder() {}

  public static DeadLetterCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(DeadLetter letter, OutputStream out) throws IOException {
    out.write(VERSION);
    TEXT.encode(letter.id(), out);
    TEXT.encode(letter.step(), out);
    TEXT.encode(letter.errorKind().name(), out);
    TEXT.encode(letter.message(), out);
    OPTIONAL_TEXT.encode(letter.source(), out);
    Instant eventTime = letter.eventTime();
    OPTIONAL_MICROS.encode(eventTime == null ? null : micros(eventTime), out);
    VarLongCoder.of().encode(micros(letter.failedAt()), out);
    ByteArrayCoder.of().encode(letter.payload(), out);
  }

  @Override
  public DeadLetter decode(InputStream in) throws IOException {
    int version = in.read();
    if (version != VERSION) {
      throw new CoderException("dead letter of version " + version + ", expected " + VERSION);
    }
    String id = TEXT.decode(in);
    String step = TEXT.decode(in);
    ErrorKind kind = ErrorKind.valueOf(TEXT.decode(in));
    String message = TEXT.decode(in);
    String source = OPTIONAL_TEXT.decode(in);
    Long eventMicros = OPTIONAL_MICROS.decode(in);
    return new DeadLetter(
        id,
        step,
        kind,
        message,
        source,
        eventMicros == null ? null : instant(eventMicros),
        instant(VarLongCoder.of().decode(in)),
        ByteArrayCoder.of().decode(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  private static long micros(Instant instant) {
    // Not ChronoUnit.between, which counts nanoseconds and overflows in the year 2262.
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
