// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Encodes {@link PieceRows}; deterministic.
 *
 * <p>Version 1: site id, revision, change ids behind their count, first second, last second,
 * instant of the reading, the four counts, the error behind a byte that says whether there is one.
 */
public final class PieceRowsCoder extends AtomicCoder<PieceRows> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final int MAX_IDS = 1_000_000;
  private static final Coder<@Nullable String> ERROR = NullableCoder.of(StringUtf8Coder.of());
  private static final PieceRowsCoder INSTANCE = new PieceRowsCoder();

  private PieceRowsCoder() {}

  public static PieceRowsCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(PieceRows rows, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    VarInt.encode(rows.siteId(), out);
    VarInt.encode(rows.revision(), out);
    VarInt.encode(rows.changeIds().size(), out);
    for (long id : rows.changeIds()) {
      VarInt.encode(id, out);
    }
    VarInt.encode(rows.from(), out);
    VarInt.encode(rows.through(), out);
    BinaryForm.writeInstant(rows.readAt(), out);
    VarInt.encode(rows.corrected(), out);
    VarInt.encode(rows.removed(), out);
    VarInt.encode(rows.rows(), out);
    VarInt.encode(rows.invalid(), out);
    ERROR.encode(rows.error(), out);
  }

  @Override
  public PieceRows decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded rows of a corrected piece", in);
    long siteId = VarInt.decodeLong(in);
    long revision = VarInt.decodeLong(in);
    int count = BinaryForm.readCount(MAX_IDS, in);
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(VarInt.decodeLong(in));
    }
    long from = VarInt.decodeLong(in);
    long through = VarInt.decodeLong(in);
    Instant readAt = BinaryForm.readInstant(in);
    return new PieceRows(
        siteId,
        revision,
        ids,
        from,
        through,
        readAt,
        VarInt.decodeLong(in),
        VarInt.decodeLong(in),
        VarInt.decodeLong(in),
        VarInt.decodeLong(in),
        ERROR.decode(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public TypeDescriptor<PieceRows> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(PieceRows.class);
  }
}
