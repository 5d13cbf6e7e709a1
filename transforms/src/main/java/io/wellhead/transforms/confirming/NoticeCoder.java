// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;

/**
 * Encodes a {@link Notice}; deterministic: a byte 0 and an announcement, or 1 and a confirmation,
 * each of which has its version.
 */
final class NoticeCoder extends AtomicCoder<Notice> {
  @Serial private static final long serialVersionUID = 1L;
  private static final NoticeCoder INSTANCE = new NoticeCoder();

  private NoticeCoder() {}

  static NoticeCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Notice notice, OutputStream out) throws IOException {
    if (notice instanceof Confirmation durable) {
      out.write(1);
      ConfirmationCoder.of().encode(durable, out);
    } else {
      out.write(0);
      AnnouncementCoder.of().encode((Announcement) notice, out);
    }
  }

  @Override
  public Notice decode(InputStream in) throws IOException {
    return BinaryForm.readPresence(in)
        ? ConfirmationCoder.of().decode(in)
        : AnnouncementCoder.of().decode(in);
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public void verifyDeterministic() {}
}
