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
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Encodes a {@link CorrectedRange}; deterministic.
 *
 * <p>Version 2: site id, first second, last second, change ids behind their count, instant of the
 * newest announcement. Version 1 has no such instant.
 */
final class CorrectedRangeCoder extends AtomicCoder<CorrectedRange> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 2;
  private static final int MAX_IDS = 1_000_000;
  private static final CorrectedRangeCoder INSTANCE = new CorrectedRangeCoder();

  private CorrectedRangeCoder() {}

  static CorrectedRangeCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(CorrectedRange range, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    VarInt.encode(range.siteId(), out);
    VarInt.encode(range.from(), out);
    VarInt.encode(range.through(), out);
    VarInt.encode(range.changeIds().size(), out);
    for (long id : range.changeIds()) {
      VarInt.encode(id, out);
    }
    BinaryForm.writeInstant(range.announcedAt(), out);
  }

  @Override
  public CorrectedRange decode(InputStream in) throws IOException {
    int version = BinaryForm.readVersionUpTo(VERSION, "encoded corrected range", in);
    long siteId = VarInt.decodeLong(in);
    long from = VarInt.decodeLong(in);
    long through = VarInt.decodeLong(in);
    int count = BinaryForm.readCount(MAX_IDS, in);
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(VarInt.decodeLong(in));
    }
    Instant announcedAt = version < 2 ? Instant.EPOCH : BinaryForm.readInstant(in);
    try {
      return new CorrectedRange(siteId, from, through, ids, announcedAt);
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
  public TypeDescriptor<CorrectedRange> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(CorrectedRange.class);
  }
}
