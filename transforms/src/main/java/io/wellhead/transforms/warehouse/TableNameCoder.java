// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.StringUtf8Coder;

/** Encoding, version 1: the version byte, dataset, table. Deterministic. */
final class TableNameCoder extends AtomicCoder<TableName> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final TableNameCoder INSTANCE = new TableNameCoder();

  private TableNameCoder() {}

  static TableNameCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(TableName name, OutputStream out) throws IOException {
    out.write(VERSION);
    StringUtf8Coder.of().encode(name.dataset(), out);
    StringUtf8Coder.of().encode(name.table(), out);
  }

  @Override
  public TableName decode(InputStream in) throws IOException {
    int version = in.read();
    if (version != VERSION) {
      throw new CoderException("table name has version " + version + ", known is " + VERSION);
    }
    return new TableName(StringUtf8Coder.of().decode(in), StringUtf8Coder.of().decode(in));
  }

  @Override
  public void verifyDeterministic() {}
}
