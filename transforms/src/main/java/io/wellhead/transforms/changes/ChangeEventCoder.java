// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import io.wellhead.transforms.changes.ChangeEvent.Via;
import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.time.Instant;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.VarInt;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a {@link ChangeEvent}; deterministic.
 *
 * <p>Version 1: change id; a byte whose bits 0 to 5 say whether site id, start, end, type, subtype
 * and creation are known, and those of them that are; room, instant of receipt, way, payload.
 */
public final class ChangeEventCoder extends AtomicCoder<ChangeEvent> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final int ALL_KNOWN = 0b11_1111;
  private static final ChangeEventCoder INSTANCE = new ChangeEventCoder();

  private ChangeEventCoder() {}

  public static ChangeEventCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ChangeEvent event, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    VarInt.encode(event.changeId(), out);
    out.write(
        bit(0, event.siteId())
            | bit(1, event.start())
            | bit(2, event.end())
            | bit(3, event.type())
            | bit(4, event.subtype())
            | bit(5, event.createdAt()));
    Long siteId = event.siteId();
    if (siteId != null) {
      VarInt.encode(siteId, out);
    }
    writeInstant(event.start(), out);
    writeInstant(event.end(), out);
    writeText(event.type(), out);
    writeText(event.subtype(), out);
    writeInstant(event.createdAt(), out);
    BinaryForm.writeRoom(event.room(), out);
    BinaryForm.writeInstant(event.receivedAt(), out);
    out.write(event.via().code());
    BinaryForm.writeBytes(event.payload(), out);
  }

  @Override
  public ChangeEvent decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded change event", in);
    long changeId = VarInt.decodeLong(in);
    int known = in.read();
    if (known < 0 || known > ALL_KNOWN) {
      throw new CoderException("bits of known members " + known + ", accepted are 0 to 63");
    }
    return new ChangeEvent(
        changeId,
        isSet(0, known) ? VarInt.decodeLong(in) : null,
        isSet(1, known) ? BinaryForm.readInstant(in) : null,
        isSet(2, known) ? BinaryForm.readInstant(in) : null,
        isSet(3, known) ? BinaryForm.readText(in) : null,
        isSet(4, known) ? BinaryForm.readText(in) : null,
        isSet(5, known) ? BinaryForm.readInstant(in) : null,
        BinaryForm.readRoom(in),
        BinaryForm.readInstant(in),
        readVia(in),
        BinaryForm.readBytes(in));
  }

  private static int bit(int position, @Nullable Object member) {
    return member == null ? 0 : 1 << position;
  }

  private static boolean isSet(int position, int bits) {
    return (bits >> position & 1) == 1;
  }

  private static void writeInstant(@Nullable Instant instant, OutputStream out) throws IOException {
    if (instant != null) {
      BinaryForm.writeInstant(instant, out);
    }
  }

  private static void writeText(@Nullable String text, OutputStream out) throws IOException {
    if (text != null) {
      BinaryForm.writeText(text, out);
    }
  }

  private static Via readVia(InputStream in) throws IOException {
    try {
      return Via.ofCode(in.read());
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
  public TypeDescriptor<ChangeEvent> getEncodedTypeDescriptor() {
    return TypeDescriptor.of(ChangeEvent.class);
  }
}
