// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;

/**
 * Encodes a {@link RemovedSecond}; deterministic.
 *
 * <p>Version 1: site id, second, revision, instant of the reading.
 */
final class RemovedSecondCoder extends AtomicCoder<RemovedSecond> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final RemovedSecondCoder INSTANCE = new RemovedSecondCoder();

  private RemovedSecondCoder() {}

  static RemovedSecondCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(RemovedSecond removed, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    VarInt.encode(removed.siteId(), out);
    VarInt.encode(removed.second(), out);
    VarInt.encode(removed.revision(), out);
    BinaryForm.writeInstant(removed.readAt(), out);
  }

  @Override
  public RemovedSecond decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded removed second", in);
    return new RemovedSecond(
        VarInt.decodeLong(in),
        VarInt.decodeLong(in),
        VarInt.decodeLong(in),
        BinaryForm.readInstant(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public void verifyDeterministic() {}
}
