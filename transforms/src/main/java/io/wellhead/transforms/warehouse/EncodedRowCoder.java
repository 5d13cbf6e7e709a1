// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.CoderException;

/**
 * Encoding, version 1: the version byte, then the row's bytes with their length before them.
 * Deterministic.
 */
final class EncodedRowCoder extends AtomicCoder<EncodedRow> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final EncodedRowCoder INSTANCE = new EncodedRowCoder();

  private EncodedRowCoder() {}

  static EncodedRowCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(EncodedRow row, OutputStream out) throws IOException {
    out.write(VERSION);
    ByteArrayCoder.of().encode(row.toByteArray(), out);
  }

  @Override
  public EncodedRow decode(InputStream in) throws IOException {
    int version = in.read();
    if (version != VERSION) {
      throw new CoderException("encoded row has version " + version + ", known is " + VERSION);
    }
    return new EncodedRow(ByteArrayCoder.of().decode(in));
  }

  @Override
  public void verifyDeterministic() {}
}
