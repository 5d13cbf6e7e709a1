// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.VarInt;

/**
 * Encodes a {@link StageSignal}; deterministic.
 *
 * <p>Version 1: a byte for the kind (1 told, 2 removed, 3 defined, 4 delivered, 5 corrected), then
 * the parts in their order.
 */
final class StageSignalCoder extends AtomicCoder<StageSignal> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final StageSignalCoder INSTANCE = new StageSignalCoder();

  private StageSignalCoder() {}

  static StageSignalCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(StageSignal signal, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    if (signal instanceof StageSignal.Told told) {
      out.write(1);
      told.stage().encode(out);
      BinaryForm.writeInstant(told.at(), out);
    } else if (signal instanceof StageSignal.Removed removed) {
      out.write(2);
      VarInt.encode(removed.siteId(), out);
      BinaryForm.writeText(removed.stageId(), out);
      BinaryForm.writeInstant(removed.at(), out);
    } else if (signal instanceof StageSignal.Defined defined) {
      out.write(3);
      VarInt.encode(defined.siteId(), out);
      DefinitionForm.write(defined.definitions(), out);
      BinaryForm.writeInstant(defined.at(), out);
    } else if (signal instanceof StageSignal.Delivered delivered) {
      out.write(4);
      VarInt.encode(delivered.siteId(), out);
      VarInt.encode(delivered.first(), out);
      VarInt.encode(delivered.last(), out);
    } else if (signal instanceof StageSignal.Corrected corrected) {
      out.write(5);
      VarInt.encode(corrected.siteId(), out);
      VarInt.encode(corrected.first(), out);
      VarInt.encode(corrected.last(), out);
      VarInt.encode(corrected.revision(), out);
    }
  }

  @Override
  public StageSignal decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded stage signal", in);
    int kind = in.read();
    return switch (kind) {
      case 1 -> new StageSignal.Told(StageEntry.decode(in), BinaryForm.readInstant(in));
      case 2 ->
          new StageSignal.Removed(
              VarInt.decodeLong(in), BinaryForm.readText(in), BinaryForm.readInstant(in));
      case 3 ->
          new StageSignal.Defined(
              VarInt.decodeLong(in), DefinitionForm.read(in), BinaryForm.readInstant(in));
      case 4 ->
          new StageSignal.Delivered(
              VarInt.decodeLong(in), VarInt.decodeLong(in), VarInt.decodeLong(in));
      case 5 ->
          new StageSignal.Corrected(
              VarInt.decodeLong(in),
              VarInt.decodeLong(in),
              VarInt.decodeLong(in),
              VarInt.decodeLong(in));
      default -> throw new CoderException("stage signal of kind " + kind);
    };
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public void verifyDeterministic() {}
}
