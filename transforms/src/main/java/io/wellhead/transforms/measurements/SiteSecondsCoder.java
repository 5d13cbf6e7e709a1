// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;

/**
 * Encodes {@link SiteSeconds}; deterministic.
 *
 * <p>Version 1: site id, first second, last second.
 */
final class SiteSecondsCoder extends AtomicCoder<SiteSeconds> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final SiteSecondsCoder INSTANCE = new SiteSecondsCoder();

  private SiteSecondsCoder() {}

  static SiteSecondsCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(SiteSeconds seconds, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    VarInt.encode(seconds.siteId(), out);
    VarInt.encode(seconds.first(), out);
    VarInt.encode(seconds.last(), out);
  }

  @Override
  public SiteSeconds decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded seconds of a site", in);
    return new SiteSeconds(VarInt.decodeLong(in), VarInt.decodeLong(in), VarInt.decodeLong(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public void verifyDeterministic() {}
}
