// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.minutes;

import io.wellhead.transforms.warehouse.ChangeSequence;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.VarInt;

/**
 * Encoding, version 1: the version byte, site id, minute, field, the five figures as doubles,
 * count, revision, the four sections of the sequence.
 */
final class MinuteFiguresCoder extends AtomicCoder<MinuteFigures> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final MinuteFiguresCoder INSTANCE = new MinuteFiguresCoder();

  private MinuteFiguresCoder() {}

  static MinuteFiguresCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(MinuteFigures figures, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeByte(VERSION);
    VarInt.encode(figures.siteId(), out);
    VarInt.encode(figures.minute(), out);
    StringUtf8Coder.of().encode(figures.field(), out);
    out.writeDouble(figures.min());
    out.writeDouble(figures.max());
    out.writeDouble(figures.mean());
    out.writeDouble(figures.first());
    out.writeDouble(figures.last());
    VarInt.encode(figures.count(), out);
    VarInt.encode(figures.revision(), out);
    VarInt.encode(figures.sequence().first(), out);
    VarInt.encode(figures.sequence().second(), out);
    VarInt.encode(figures.sequence().third(), out);
    VarInt.encode(figures.sequence().fourth(), out);
  }

  @Override
  public MinuteFigures decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new CoderException("minute figures have version " + version + ", known is " + VERSION);
    }
    return new MinuteFigures(
        VarInt.decodeLong(in),
        VarInt.decodeLong(in),
        StringUtf8Coder.of().decode(in),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        VarInt.decodeLong(in),
        VarInt.decodeLong(in),
        new ChangeSequence(
            VarInt.decodeLong(in),
            VarInt.decodeLong(in),
            VarInt.decodeLong(in),
            VarInt.decodeLong(in)));
  }

  @Override
  public void verifyDeterministic() {}
}
