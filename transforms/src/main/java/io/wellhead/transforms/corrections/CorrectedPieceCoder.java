// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import io.wellhead.transforms.restream.BinaryForm;
import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.restream.MeasurementCoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Encodes a {@link CorrectedPiece}; deterministic.
 *
 * <p>Version 3: range, first second, last second, last settled second, instant of the reading, a
 * byte 1 if it was given before and else 0, names of fields behind their count, records behind
 * their count.
 */
final class CorrectedPieceCoder extends AtomicCoder<CorrectedPiece> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 3;
  private static final int MAX_FIELDS = 1_000_000;
  private static final int MAX_RECORDS = 3600;
  private static final CorrectedPieceCoder INSTANCE = new CorrectedPieceCoder();

  private CorrectedPieceCoder() {}

  static CorrectedPieceCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(CorrectedPiece piece, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    CorrectedRangeCoder.of().encode(piece.range(), out);
    VarInt.encode(piece.from(), out);
    VarInt.encode(piece.through(), out);
    VarInt.encode(piece.settledThrough(), out);
    BinaryForm.writeInstant(piece.readAt(), out);
    out.write(piece.isGivenBefore() ? 1 : 0);
    VarInt.encode(piece.fields().size(), out);
    for (String field : piece.fields()) {
      BinaryForm.writeText(field, out);
    }
    VarInt.encode(piece.records().size(), out);
    for (Measurement record : piece.records()) {
      MeasurementCoder.of().encode(record, out);
    }
  }

  @Override
  public CorrectedPiece decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded corrected piece", in);
    CorrectedRange range = CorrectedRangeCoder.of().decode(in);
    long from = VarInt.decodeLong(in);
    long through = VarInt.decodeLong(in);
    long settledThrough = VarInt.decodeLong(in);
    Instant readAt = BinaryForm.readInstant(in);
    boolean givenBefore = BinaryForm.readPresence(in);
    List<String> fields = new ArrayList<>();
    for (int i = BinaryForm.readCount(MAX_FIELDS, in); i > 0; i--) {
      fields.add(BinaryForm.readText(in));
    }
    int count = BinaryForm.readCount(MAX_RECORDS, in);
    List<Measurement> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(MeasurementCoder.of().decode(in));
    }
    return new CorrectedPiece(
        range, from, through, settledThrough, readAt, givenBefore, fields, records);
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public TypeDescriptor<CorrectedPiece> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(CorrectedPiece.class);
  }
}
