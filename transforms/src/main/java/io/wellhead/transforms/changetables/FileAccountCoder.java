// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changefiles.EventSpan;
import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Encodes a {@link FileAccount}; deterministic.
 *
 * <p>Version 1: file, version, written, dead-lettered, filtered, a byte 1 if the end follows:
 * bytes, format, parts read, parts, rows, span of events, instant of reading.
 */
final class FileAccountCoder extends AtomicCoder<FileAccount> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final FileAccountCoder INSTANCE = new FileAccountCoder();

  private FileAccountCoder() {}

  static FileAccountCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(FileAccount account, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    BinaryForm.writeText(account.file(), out);
    BinaryForm.writeText(account.version(), out);
    VarInt.encode(account.written(), out);
    VarInt.encode(account.deadLettered(), out);
    VarInt.encode(account.filtered(), out);
    FileAccount.End end = account.end();
    out.write(end == null ? 0 : 1);
    if (end != null) {
      VarInt.encode(end.bytes(), out);
      BinaryForm.writeText(end.format(), out);
      VarInt.encode(end.partsRead(), out);
      VarInt.encode(end.parts(), out);
      VarInt.encode(end.rows(), out);
      EventSpan.write(end.span(), out);
      BinaryForm.writeInstant(end.readAt(), out);
    }
  }

  @Override
  public FileAccount decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded account of a file", in);
    String file = BinaryForm.readText(in);
    String version = BinaryForm.readText(in);
    long written = VarInt.decodeLong(in);
    long deadLettered = VarInt.decodeLong(in);
    long filtered = VarInt.decodeLong(in);
    FileAccount.End end =
        in.read() == 1
            ? new FileAccount.End(
                VarInt.decodeLong(in),
                BinaryForm.readText(in),
                VarInt.decodeInt(in),
                VarInt.decodeInt(in),
                VarInt.decodeLong(in),
                EventSpan.read(in),
                BinaryForm.readInstant(in))
            : null;
    return new FileAccount(file, version, end, written, deadLettered, filtered);
  }

  @Override
  public TypeDescriptor<FileAccount> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(FileAccount.class);
  }
}
