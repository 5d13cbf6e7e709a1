// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.time.Instant;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.VarInt;

/**
 * Encodes a {@link Tally}, which is kept in state; deterministic.
 *
 * <p>Version 3: change ids behind their count, instant of the newest announcement, first second,
 * last second, instants of the first and last reading, ranges queued and ended, pieces given;
 * pieces counted, rows received, corrected, removed, given as changes, written, rejected; error,
 * number of what was told, instant of the newest error. What may be missing is behind a byte that
 * tells whether it is there. Version 2 has no instant of an error, version 1 none of an
 * announcement either.
 */
final class TallyCoder extends AtomicCoder<Tally> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 3;
  private static final TallyCoder INSTANCE = new TallyCoder();

  private TallyCoder() {}

  static TallyCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Tally tally, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    Reading reading = tally.reading();
    BinaryForm.writeIds(reading.changeIds(), out);
    BinaryForm.writeInstant(reading.announcedAt(), out);
    VarInt.encode(reading.from(), out);
    VarInt.encode(reading.through(), out);
    BinaryForm.writeOptionalInstant(reading.firstReadAt(), out);
    BinaryForm.writeOptionalInstant(reading.lastReadAt(), out);
    VarInt.encode(reading.queued(), out);
    VarInt.encode(reading.ended(), out);
    VarInt.encode(reading.given(), out);
    RowCounts rows = tally.rows();
    VarInt.encode(rows.pieces(), out);
    VarInt.encode(rows.received(), out);
    VarInt.encode(rows.corrected(), out);
    VarInt.encode(rows.removed(), out);
    VarInt.encode(rows.changes(), out);
    VarInt.encode(rows.written(), out);
    VarInt.encode(rows.rejected(), out);
    BinaryForm.writeOptionalText(tally.error(), out);
    out.write(tally.told().code());
    BinaryForm.writeOptionalInstant(tally.failedAt(), out);
  }

  @Override
  public Tally decode(InputStream in) throws IOException {
    int version = BinaryForm.readVersionUpTo(VERSION, "encoded tally of corrected ranges", in);
    Reading reading =
        new Reading(
            BinaryForm.readIds(in),
            version < 2 ? Instant.EPOCH : BinaryForm.readInstant(in),
            VarInt.decodeLong(in),
            VarInt.decodeLong(in),
            BinaryForm.readOptionalInstant(in),
            BinaryForm.readOptionalInstant(in),
            VarInt.decodeLong(in),
            VarInt.decodeLong(in),
            VarInt.decodeLong(in));
    RowCounts rows =
        new RowCounts(
            VarInt.decodeLong(in),
            VarInt.decodeLong(in),
            VarInt.decodeLong(in),
            VarInt.decodeLong(in),
            VarInt.decodeLong(in),
            VarInt.decodeLong(in),
            VarInt.decodeLong(in));
    String error = BinaryForm.readOptionalText(in);
    try {
      Tally.Told told = Tally.Told.ofCode(in.read());
      Instant failedAt = version < 3 ? null : BinaryForm.readOptionalInstant(in);
      return new Tally(reading, rows, error, failedAt, told);
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
}
