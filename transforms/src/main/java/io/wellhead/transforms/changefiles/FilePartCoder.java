// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import io.wellhead.transforms.discovery.FoundFileCoder;
import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Encodes a {@link FilePart}; deterministic.
 *
 * <p>Version 1: file, index, count, from, to.
 */
final class FilePartCoder extends AtomicCoder<FilePart> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final FilePartCoder INSTANCE = new FilePartCoder();

  private FilePartCoder() {}

  static FilePartCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(FilePart part, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    FoundFileCoder.of().encode(part.file(), out);
    VarInt.encode(part.index(), out);
    VarInt.encode(part.count(), out);
    VarInt.encode(part.from(), out);
    VarInt.encode(part.to(), out);
  }

  @Override
  public FilePart decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded part of a file", in);
    return new FilePart(
        FoundFileCoder.of().decode(in),
        VarInt.decodeInt(in),
        VarInt.decodeInt(in),
        VarInt.decodeLong(in),
        VarInt.decodeLong(in));
  }

  @Override
  public TypeDescriptor<FilePart> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(FilePart.class);
  }
}
