// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import io.wellhead.transforms.changes.ChangeEventCoder;
import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a {@link ChangeLife}, which is kept in state; deterministic.
 *
 * <p>Version 1: change id; then, each behind a byte that tells whether it is there: announcement,
 * reading (instant, revision, seconds written and deleted), instant applied, instant confirmed,
 * failure and refusal (instant, error).
 */
final class ChangeLifeCoder extends AtomicCoder<ChangeLife> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final ChangeLifeCoder INSTANCE = new ChangeLifeCoder();

  private ChangeLifeCoder() {}

  static ChangeLifeCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ChangeLife life, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    VarInt.encode(life.changeId(), out);
    BinaryForm.writePresence(life.received(), out);
    if (life.received() != null) {
      ChangeEventCoder.of().encode(life.received(), out);
    }
    ChangeLife.Read read = life.read();
    BinaryForm.writePresence(read, out);
    if (read != null) {
      BinaryForm.writeInstant(read.at(), out);
      VarInt.encode(read.revision(), out);
      VarInt.encode(read.written(), out);
      VarInt.encode(read.deleted(), out);
    }
    BinaryForm.writeOptionalInstant(life.applied(), out);
    BinaryForm.writeOptionalInstant(life.confirmed(), out);
    writeFailure(life.failed(), out);
    writeFailure(life.refused(), out);
  }

  private static void writeFailure(ChangeLife.@Nullable Failure failure, OutputStream out)
      throws IOException {
    BinaryForm.writePresence(failure, out);
    if (failure != null) {
      BinaryForm.writeInstant(failure.at(), out);
      BinaryForm.writeText(failure.error(), out);
    }
  }

  @Override
  public ChangeLife decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded life of a data change", in);
    return new ChangeLife(
        VarInt.decodeLong(in),
        BinaryForm.readPresence(in) ? ChangeEventCoder.of().decode(in) : null,
        readReading(in),
        BinaryForm.readOptionalInstant(in),
        BinaryForm.readOptionalInstant(in),
        readFailure(in),
        readFailure(in));
  }

  private static ChangeLife.@Nullable Read readReading(InputStream in) throws IOException {
    return BinaryForm.readPresence(in)
        ? new ChangeLife.Read(
            BinaryForm.readInstant(in),
            VarInt.decodeLong(in),
            VarInt.decodeLong(in),
            VarInt.decodeLong(in))
        : null;
  }

  private static ChangeLife.@Nullable Failure readFailure(InputStream in) throws IOException {
    return BinaryForm.readPresence(in)
        ? new ChangeLife.Failure(BinaryForm.readInstant(in), BinaryForm.readText(in))
        : null;
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public void verifyDeterministic() {}
}
