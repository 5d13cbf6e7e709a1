// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;

/**
 * Encodes a {@link Confirmation}, which is kept in state; deterministic.
 *
 * <p>Version 2: site id, revision, change ids behind their count, instant of the newest
 * announcement, first second, last second, instant of the first reading, records, instant when
 * durable, error, whether applied, failures, instant before which nothing is to be done. What may
 * be missing is behind a byte that tells whether it is there. Version 1 has no instant of an
 * announcement.
 */
final class ConfirmationCoder extends AtomicCoder<Confirmation> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 2;
  private static final ConfirmationCoder INSTANCE = new ConfirmationCoder();

  private ConfirmationCoder() {}

  static ConfirmationCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Confirmation confirmation, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    VarInt.encode(confirmation.siteId(), out);
    VarInt.encode(confirmation.revision(), out);
    BinaryForm.writeIds(confirmation.changeIds(), out);
    BinaryForm.writeInstant(confirmation.announcedAt(), out);
    Confirmation.Seconds seconds = confirmation.seconds();
    VarInt.encode(seconds.from(), out);
    VarInt.encode(seconds.through(), out);
    BinaryForm.writeOptionalInstant(seconds.firstReadAt(), out);
    VarInt.encode(seconds.received(), out);
    BinaryForm.writeInstant(confirmation.durableAt(), out);
    BinaryForm.writeOptionalText(confirmation.error(), out);
    out.write(confirmation.applied() ? 1 : 0);
    VarInt.encode(confirmation.failures(), out);
    BinaryForm.writeInstant(confirmation.notBefore(), out);
  }

  @Override
  public Confirmation decode(InputStream in) throws IOException {
    int version = BinaryForm.readVersionUpTo(VERSION, "encoded confirmation", in);
    long siteId = VarInt.decodeLong(in);
    long revision = VarInt.decodeLong(in);
    List<Long> changeIds = BinaryForm.readIds(in);
    Instant announcedAt = version < 2 ? Instant.EPOCH : BinaryForm.readInstant(in);
    Confirmation.Seconds seconds =
        new Confirmation.Seconds(
            VarInt.decodeLong(in),
            VarInt.decodeLong(in),
            BinaryForm.readOptionalInstant(in),
            VarInt.decodeLong(in));
    return new Confirmation(
        siteId,
        revision,
        changeIds,
        announcedAt,
        seconds,
        BinaryForm.readInstant(in),
        BinaryForm.readOptionalText(in),
        BinaryForm.readPresence(in),
        BinaryForm.readCount(Integer.MAX_VALUE, in),
        BinaryForm.readInstant(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public void verifyDeterministic() {}
}
