// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;

/**
 * Encodes a {@link SweepMark}; deterministic.
 *
 * <p>Version 1: the settled time, then the number of given files and of each its id and time.
 */
final class SweepMarkCoder extends AtomicCoder<SweepMark> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final int MOST_FILES = 50_000_000;
  private static final SweepMarkCoder INSTANCE = new SweepMarkCoder();

  private SweepMarkCoder() {}

  static SweepMarkCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(SweepMark mark, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    BinaryForm.writeInstant(mark.settled(), out);
    VarInt.encode(mark.given().size(), out);
    for (Map.Entry<String, Instant> file : new TreeMap<>(mark.given()).entrySet()) {
      BinaryForm.writeText(file.getKey(), out);
      BinaryForm.writeInstant(file.getValue(), out);
    }
  }

  @Override
  public SweepMark decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "checkpoint of a sweep over change files", in);
    Instant settled = BinaryForm.readInstant(in);
    int count = BinaryForm.readCount(MOST_FILES, in);
    Map<String, Instant> given = new HashMap<>();
    for (int i = 0; i < count; i++) {
      given.put(BinaryForm.readText(in), BinaryForm.readInstant(in));
    }
    return new SweepMark(settled, given);
  }
}
