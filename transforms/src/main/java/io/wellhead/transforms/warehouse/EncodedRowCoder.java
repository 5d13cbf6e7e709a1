// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;

/** The row's bytes with their length before them; rows live only inside one write. */
final class EncodedRowCoder extends AtomicCoder<EncodedRow> {
  @Serial private static final long serialVersionUID = 1L;
  private static final EncodedRowCoder INSTANCE = new EncodedRowCoder();

  private EncodedRowCoder() {}

  static EncodedRowCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(EncodedRow row, OutputStream out) throws IOException {
    ByteArrayCoder.of().encode(row.toByteArray(), out);
  }

  @Override
  public EncodedRow decode(InputStream in) throws IOException {
    return new EncodedRow(ByteArrayCoder.of().decode(in));
  }
}
