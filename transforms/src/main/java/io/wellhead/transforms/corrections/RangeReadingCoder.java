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
 * <p>Version 1: range, next second, last second, first unsettled second, failures, instant before
 * which nothing is to be done.
 */
final class RangeReadingCoder extends AtomicCoder<RangeReading> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
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
    VarInt.encode(reading.unsettledFrom(), out);
    VarInt.encode(reading.failures(), out);
    BinaryForm.writeInstant(reading.notBefore(), out);
  }

  @Override
  public RangeReading decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded reading of a range", in);
    return new RangeReading(
        CorrectedRangeCoder.of().decode(in),
        VarInt.decodeLong(in),
        VarInt.decodeLong(in),
        VarInt.decodeLong(in),
        BinaryForm.readCount(Integer.MAX_VALUE, in),
        BinaryForm.readInstant(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public void verifyDeterministic() {}
}
