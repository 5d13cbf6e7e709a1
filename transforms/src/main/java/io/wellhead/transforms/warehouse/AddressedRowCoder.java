// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;

/** Rows that name their table: the name, then the row as {@link EncodedRowCoder} writes it. */
final class AddressedRowCoder extends AtomicCoder<EncodedRow> {
  @Serial private static final long serialVersionUID = 1L;
  private static final AddressedRowCoder INSTANCE = new AddressedRowCoder();

  private AddressedRowCoder() {}

  static AddressedRowCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(EncodedRow row, OutputStream out) throws IOException {
    TableNameCoder.of().encode(requireNonNull(row.table(), "table"), out);
    EncodedRowCoder.of().encode(row, out);
  }

  @Override
  public EncodedRow decode(InputStream in) throws IOException {
    TableName table = TableNameCoder.of().decode(in);
    return new EncodedRow(EncodedRowCoder.of().decode(in).toByteArray(), table);
  }

  @Override
  public void verifyDeterministic() {}
}
