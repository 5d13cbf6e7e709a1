// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Encodes a {@link RangeProgress}; deterministic.
 *
 * <p>Version 1: range, number of the kind, pieces, error behind a byte that tells whether there is
 * one.
 */
final class RangeProgressCoder extends AtomicCoder<RangeProgress> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final NullableCoder<String> ERROR = NullableCoder.of(StringUtf8Coder.of());
  private static final RangeProgressCoder INSTANCE = new RangeProgressCoder();

  private RangeProgressCoder() {}

  static RangeProgressCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(RangeProgress progress, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    CorrectedRangeCoder.of().encode(progress.range(), out);
    out.write(progress.kind().code());
    VarInt.encode(progress.pieces(), out);
    ERROR.encode(progress.error(), out);
  }

  @Override
  public RangeProgress decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded progress of a range", in);
    CorrectedRange range = CorrectedRangeCoder.of().decode(in);
    try {
      return new RangeProgress(
          range, RangeProgress.Kind.ofCode(in.read()), VarInt.decodeLong(in), ERROR.decode(in));
    } catch (IllegalArgumentException e) {
      throw new CoderException(e.getMessage(), e);
    }
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public TypeDescriptor<RangeProgress> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(RangeProgress.class);
  }
}
