// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.changefiles.FileEventCoder;
import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Encodes a {@link KnownRow}; deterministic.
 *
 * <p>Version 1: event, number of columns, each with the sequence of the event that told it.
 */
final class KnownRowCoder extends AtomicCoder<KnownRow> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final int MOST_COLUMNS = 1_000_000;
  private static final KnownRowCoder INSTANCE = new KnownRowCoder();

  private KnownRowCoder() {}

  static KnownRowCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(KnownRow row, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    FileEventCoder.of().encode(row.newest(), out);
    VarInt.encode(row.told().size(), out);
    for (Map.Entry<String, String> column : new TreeMap<>(row.told()).entrySet()) {
      BinaryForm.writeText(column.getKey(), out);
      BinaryForm.writeText(column.getValue(), out);
    }
  }

  @Override
  public KnownRow decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded known row", in);
    FileEvent newest = FileEventCoder.of().decode(in);
    int columns = BinaryForm.readCount(MOST_COLUMNS, in);
    Map<String, String> told = new HashMap<>();
    for (int i = 0; i < columns; i++) {
      String name = BinaryForm.readText(in);
      told.put(name, BinaryForm.readText(in));
    }
    return new KnownRow(newest, told);
  }

  @Override
  public TypeDescriptor<KnownRow> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(KnownRow.class);
  }
}
