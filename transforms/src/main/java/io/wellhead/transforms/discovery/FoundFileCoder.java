// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Encodes a {@link FoundFile}; deterministic.
 *
 * <p>Version 1: URI, version, bytes, time of creation.
 */
public final class FoundFileCoder extends AtomicCoder<FoundFile> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final FoundFileCoder INSTANCE = new FoundFileCoder();

  private FoundFileCoder() {}

  public static FoundFileCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(FoundFile file, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    BinaryForm.writeText(file.uri(), out);
    BinaryForm.writeText(file.version(), out);
    VarInt.encode(file.bytes(), out);
    BinaryForm.writeInstant(file.createdAt(), out);
  }

  @Override
  public FoundFile decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded file", in);
    return new FoundFile(
        BinaryForm.readText(in),
        BinaryForm.readText(in),
        VarInt.decodeLong(in),
        BinaryForm.readInstant(in));
  }

  @Override
  public TypeDescriptor<FoundFile> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(FoundFile.class);
  }
}
