// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.transforms.restream.InstanceUpdate.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Encodes an {@link InstanceUpdate}; deterministic.
 *
 * <p>Version 1: record id, kind, instance id, room, instant of receipt, origin, payload, the known
 * members behind a byte that says whether there are some.
 */
public final class InstanceUpdateCoder extends AtomicCoder<InstanceUpdate> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final InstanceUpdateCoder INSTANCE = new InstanceUpdateCoder();

  private InstanceUpdateCoder() {}

  public static InstanceUpdateCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(InstanceUpdate update, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    BinaryForm.writeText(update.recordId(), out);
    out.write(update.kind().code());
    VarInt.encode(update.instanceId(), out);
    BinaryForm.writeRoom(update.room(), out);
    BinaryForm.writeInstant(update.receivedAt(), out);
    out.write(update.origin().code());
    BinaryForm.writeBytes(update.payload(), out);
    byte[] known = update.known();
    BinaryForm.writePresence(known, out);
    if (known != null) {
      BinaryForm.writeBytes(known, out);
    }
  }

  @Override
  public InstanceUpdate decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded instance update", in);
    return new InstanceUpdate(
        BinaryForm.readText(in),
        readKind(in),
        VarInt.decodeLong(in),
        BinaryForm.readRoom(in),
        BinaryForm.readInstant(in),
        BinaryForm.readOrigin(in),
        BinaryForm.readBytes(in),
        BinaryForm.readPresence(in) ? BinaryForm.readBytes(in) : null);
  }

  private static Kind readKind(InputStream in) throws IOException {
    try {
      return Kind.ofCode(in.read());
    } catch (IllegalArgumentException e) {
      throw new CoderException(e.getMessage(), e);
    }
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public void verifyDeterministic() {}

  @Override
  public TypeDescriptor<InstanceUpdate> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(InstanceUpdate.class);
  }
}
