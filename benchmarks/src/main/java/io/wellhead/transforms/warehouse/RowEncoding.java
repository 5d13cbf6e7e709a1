// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.time.Instant;

/** The encoding of rows without Beam around it, for benchmarks. One thread. */
public final class RowEncoding<T> {
  private final RowFormat<T> format;
  private final RowWriter writer;

  public RowEncoding(TableDefinition table, RowFormat<T> format) {
    this.format = format;
    this.writer = new RowWriter(table);
  }

  /** The change row's bytes, as they go to BigQuery. */
  public byte[] encode(T element, RowChange change, Instant updatedAt) {
    writer.start();
    format.write(element, writer);
    return writer.finish(change, updatedAt);
  }
}
