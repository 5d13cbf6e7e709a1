// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;

/**
 * Encodes an {@link InstanceMark}.
 *
 * <p>Version 1: watch id; emitted count; watermark; count of fingerprints, each behind its key, as
 * eight bytes; count of live updates, each behind its site id.
 */
final class InstanceMarkCoder extends AtomicCoder<InstanceMark> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final int MAX_OBJECTS = 10_000_000;
  private static final InstanceMarkCoder INSTANCE = new InstanceMarkCoder();

  private InstanceMarkCoder() {}

  static InstanceMarkCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(InstanceMark mark, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    BinaryForm.writeVersion(VERSION, out);
    out.writeLong(mark.watchId());
    VarInt.encode(mark.emittedCount(), out);
    BinaryForm.writeInstant(mark.watermark(), out);
    VarInt.encode(mark.fingerprints().size(), out);
    for (Map.Entry<String, Long> object : mark.fingerprints().entrySet()) {
      BinaryForm.writeText(object.getKey(), out);
      out.writeLong(object.getValue());
    }
    VarInt.encode(mark.live().size(), out);
    for (Map.Entry<Long, byte[]> site : mark.live().entrySet()) {
      VarInt.encode(site.getKey(), out);
      BinaryForm.writeBytes(site.getValue(), out);
    }
  }

  @Override
  public InstanceMark decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    BinaryForm.readVersion(VERSION, "instance checkpoint mark", in);
    long watchId = in.readLong();
    long emittedCount = VarInt.decodeLong(in);
    Instant watermark = BinaryForm.readInstant(in);
    SortedMap<String, Long> fingerprints = new TreeMap<>();
    for (int i = BinaryForm.readCount(MAX_OBJECTS, in); i > 0; i--) {
      fingerprints.put(BinaryForm.readText(in), in.readLong());
    }
    SortedMap<Long, byte[]> live = new TreeMap<>();
    for (int i = BinaryForm.readCount(MAX_OBJECTS, in); i > 0; i--) {
      live.put(VarInt.decodeLong(in), BinaryForm.readBytes(in));
    }
    return new InstanceMark(watchId, emittedCount, watermark, fingerprints, live);
  }

  @Override
  public void verifyDeterministic() {}
}
