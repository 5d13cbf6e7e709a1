// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.instances;

import io.wellhead.transforms.restream.InstanceUpdateCoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.jspecify.annotations.Nullable;

/**
 * Encoding, version 1: the version byte, the update, the deleted key behind a byte for presence.
 */
final class InstanceRowCoder extends AtomicCoder<InstanceRow> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final Coder<@Nullable String> KEY = NullableCoder.of(StringUtf8Coder.of());
  private static final InstanceRowCoder INSTANCE = new InstanceRowCoder();

  private InstanceRowCoder() {}

  static InstanceRowCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(InstanceRow row, OutputStream out) throws IOException {
    out.write(VERSION);
    InstanceUpdateCoder.of().encode(row.update(), out);
    KEY.encode(row.deleted(), out);
  }

  @Override
  public InstanceRow decode(InputStream in) throws IOException {
    int version = in.read();
    if (version != VERSION) {
      throw new CoderException("instance row has version " + version + ", known is " + VERSION);
    }
    return new InstanceRow(InstanceUpdateCoder.of().decode(in), KEY.decode(in));
  }

  @Override
  public void verifyDeterministic() {}
}
