// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Encodes a {@link GivenSpan}, which is kept in state; deterministic.
 *
 * <p>Version 1: site, first second, last second, instant.
 */
final class GivenSpanCoder extends AtomicCoder<GivenSpan> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final GivenSpanCoder INSTANCE = new GivenSpanCoder();

  private GivenSpanCoder() {}

  static GivenSpanCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(GivenSpan span, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    VarInt.encode(span.siteId(), out);
    VarInt.encode(span.from(), out);
    VarInt.encode(span.through(), out);
    BinaryForm.writeInstant(span.at(), out);
  }

  @Override
  public GivenSpan decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded span of given records", in);
    return new GivenSpan(
        VarInt.decodeLong(in),
        VarInt.decodeLong(in),
        VarInt.decodeLong(in),
        BinaryForm.readInstant(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public TypeDescriptor<GivenSpan> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(GivenSpan.class);
  }
}
