// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import io.wellhead.transforms.changeevents.ChangeEventCoder;
import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Encodes a {@link FileEvent}; deterministic.
 *
 * <p>Version 1: file, version, offset, event.
 */
public final class FileEventCoder extends AtomicCoder<FileEvent> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final FileEventCoder INSTANCE = new FileEventCoder();

  private FileEventCoder() {}

  public static FileEventCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(FileEvent event, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    BinaryForm.writeText(event.file(), out);
    BinaryForm.writeText(event.version(), out);
    VarInt.encode(event.offset(), out);
    ChangeEventCoder.of().encode(event.event(), out);
  }

  @Override
  public FileEvent decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded event of a file", in);
    return new FileEvent(
        BinaryForm.readText(in),
        BinaryForm.readText(in),
        VarInt.decodeLong(in),
        ChangeEventCoder.of().decode(in));
  }

  @Override
  public TypeDescriptor<FileEvent> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(FileEvent.class);
  }
}
