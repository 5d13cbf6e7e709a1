// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Encodes a {@link FileReading}; deterministic.
 *
 * <p>Version 1: file, version, bytes, format, parts, events, failures, span of events, instant of
 * reading.
 */
final class FileReadingCoder extends AtomicCoder<FileReading> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final FileReadingCoder INSTANCE = new FileReadingCoder();

  private FileReadingCoder() {}

  static FileReadingCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(FileReading reading, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    BinaryForm.writeText(reading.file(), out);
    BinaryForm.writeText(reading.version(), out);
    VarInt.encode(reading.bytes(), out);
    BinaryForm.writeText(reading.format(), out);
    VarInt.encode(reading.parts(), out);
    VarInt.encode(reading.events(), out);
    VarInt.encode(reading.failures(), out);
    EventSpan.write(reading.span(), out);
    BinaryForm.writeInstant(reading.readAt(), out);
  }

  @Override
  public FileReading decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded reading of a file", in);
    return new FileReading(
        BinaryForm.readText(in),
        BinaryForm.readText(in),
        VarInt.decodeLong(in),
        BinaryForm.readText(in),
        VarInt.decodeInt(in),
        VarInt.decodeLong(in),
        VarInt.decodeLong(in),
        EventSpan.read(in),
        BinaryForm.readInstant(in));
  }

  @Override
  public TypeDescriptor<FileReading> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(FileReading.class);
  }
}
