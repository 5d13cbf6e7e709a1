// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;

/**
 * Encodes an {@link Announcement}, which is kept in state; deterministic.
 *
 * <p>Version 1: change id, instant.
 */
final class AnnouncementCoder extends AtomicCoder<Announcement> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final AnnouncementCoder INSTANCE = new AnnouncementCoder();

  private AnnouncementCoder() {}

  static AnnouncementCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Announcement announcement, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    VarInt.encode(announcement.changeId(), out);
    BinaryForm.writeInstant(announcement.receivedAt(), out);
  }

  @Override
  public Announcement decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded announcement", in);
    return new Announcement(VarInt.decodeLong(in), BinaryForm.readInstant(in));
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public void verifyDeterministic() {}
}
