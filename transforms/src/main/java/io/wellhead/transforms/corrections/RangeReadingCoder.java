// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;

/**
 * Encodes a {@link RangeReading}, which is kept in state; deterministic.
 *
 * <p>Version 2: range, next second, last second, a byte with the bits 1 for an unsettled span and 2
 * for a look, first and last second of that span, newest second and instant of that look, failures,
 * instant before which nothing is to be done.
 */
final class RangeReadingCoder extends AtomicCoder<RangeReading> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 2;
  private static final int HAS_UNSETTLED = 1;
  private static final int HAS_LOOK = 2;
  private static final RangeReadingCoder INSTANCE = new RangeReadingCoder();

  private RangeReadingCoder() {}

  static RangeReadingCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(RangeReading reading, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    CorrectedRangeCoder.of().encode(reading.range(), out);
    VarInt.encode(reading.next(), out);
    VarInt.encode(reading.through(), out);
    RangeReading.Span unsettled = reading.unsettled();
    Look look = reading.look();
    out.write((unsettled == null ? 0 : HAS_UNSETTLED) | (look == null ? 0 : HAS_LOOK));
    if (unsettled != null) {
      VarInt.encode(unsettled.from(), out);
      VarInt.encode(unsettled.through(), out);
    }
    if (look != null) {
      VarInt.encode(look.newest(), out);
      BinaryForm.writeInstant(look.since(), out);
    }
    VarInt.encode(reading.failures(), out);
    BinaryForm.writeInstant(reading.notBefore(), out);
  }

  @Override
  public RangeReading decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded reading of a range", in);
    CorrectedRange range = CorrectedRangeCoder.of().decode(in);
    long next = VarInt.decodeLong(in);
    long through = VarInt.decodeLong(in);
    int has = BinaryForm.readCount(HAS_UNSETTLED | HAS_LOOK, in);
    RangeReading.Span unsettled =
        (has & HAS_UNSETTLED) == 0
            ? null
            : new RangeReading.Span(VarInt.decodeLong(in), VarInt.decodeLong(in));
    Look look =
        (has & HAS_LOOK) == 0 ? null : new Look(VarInt.decodeLong(in), BinaryForm.readInstant(in));
    int failures = BinaryForm.readCount(Integer.MAX_VALUE, in);
    return new RangeReading(
        range, next, through, unsettled, look, failures, BinaryForm.readInstant(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public void verifyDeterministic() {}
}
