// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;

/**
 * Encodes a {@link ChangeMark}.
 *
 * <p>Version 1: watch id; emitted count; watermark; count of changes, each as id, count of
 * fingerprints, and these, eight bytes each.
 */
final class ChangeMarkCoder extends AtomicCoder<ChangeMark> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final int MAX_CHANGES = 10_000_000;
  private static final ChangeMarkCoder INSTANCE = new ChangeMarkCoder();

  private ChangeMarkCoder() {}

  static ChangeMarkCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ChangeMark mark, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    BinaryForm.writeVersion(VERSION, out);
    out.writeLong(mark.watchId());
    VarInt.encode(mark.emittedCount(), out);
    BinaryForm.writeInstant(mark.watermark(), out);
    VarInt.encode(mark.emitted().size(), out);
    for (Map.Entry<Long, SortedSet<Long>> change : mark.emitted().entrySet()) {
      VarInt.encode(change.getKey(), out);
      VarInt.encode(change.getValue().size(), out);
      for (long fingerprint : change.getValue()) {
        out.writeLong(fingerprint);
      }
    }
  }

  @Override
  public ChangeMark decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    BinaryForm.readVersion(VERSION, "change checkpoint mark", in);
    long watchId = in.readLong();
    long emittedCount = VarInt.decodeLong(in);
    Instant watermark = BinaryForm.readInstant(in);
    SortedMap<Long, SortedSet<Long>> emitted = new TreeMap<>();
    for (int i = BinaryForm.readCount(MAX_CHANGES, in); i > 0; i--) {
      SortedSet<Long> fingerprints = new TreeSet<>();
      emitted.put(VarInt.decodeLong(in), fingerprints);
      for (int j = BinaryForm.readCount(MAX_CHANGES, in); j > 0; j--) {
        fingerprints.add(in.readLong());
      }
    }
    return new ChangeMark(watchId, emittedCount, watermark, emitted);
  }

  @Override
  public void verifyDeterministic() {}
}
