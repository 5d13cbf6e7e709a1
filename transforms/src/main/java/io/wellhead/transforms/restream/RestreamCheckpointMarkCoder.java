// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.VarInt;

/**
 * Encodes a {@link RestreamCheckpointMark}; deterministic.
 *
 * <p>Version 1: session key, connection id, frame, whether replaying, watermark, then for each site
 * its id, frontier, emitted ranges (each bound as its distance from the one before), and its recent
 * records: three event times around the fingerprints of two generations, 8 bytes each.
 */
final class RestreamCheckpointMarkCoder extends AtomicCoder<RestreamCheckpointMark> {
  @Serial private static final long serialVersionUID = 1L;

  private static final int VERSION = 1;
  private static final int MAX_SITES = 10_000;
  private static final int MAX_BOUNDS = 10_000_000;

  private static final RestreamCheckpointMarkCoder INSTANCE = new RestreamCheckpointMarkCoder();

  private RestreamCheckpointMarkCoder() {}

  static RestreamCheckpointMarkCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(RestreamCheckpointMark mark, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    BinaryForm.writeText(mark.sessionKey(), out);
    VarInt.encode(mark.connectionId(), out);
    VarInt.encode(mark.frame(), out);
    out.write(mark.replaying() ? 1 : 0);
    BinaryForm.writeInstant(mark.watermark(), out);
    VarInt.encode(mark.sites().size(), out);
    for (SiteProgress.Snapshot site : mark.sites()) {
      writeSite(site, out);
    }
  }

  @Override
  public RestreamCheckpointMark decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "checkpoint of a ReStream room", in);
    String sessionKey = BinaryForm.readText(in);
    long connectionId = VarInt.decodeLong(in);
    long frame = VarInt.decodeLong(in);
    boolean replaying = in.read() == 1;
    var watermark = BinaryForm.readInstant(in);
    int count = BinaryForm.readCount(MAX_SITES, in);
    List<SiteProgress.Snapshot> sites = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      sites.add(readSite(in));
    }
    return new RestreamCheckpointMark(sessionKey, connectionId, frame, replaying, watermark, sites);
  }

  private static void writeSite(SiteProgress.Snapshot site, OutputStream out) throws IOException {
    VarInt.encode(site.siteId(), out);
    VarInt.encode(site.frontier(), out);
    VarInt.encode(site.emitted().length, out);
    long before = 0;
    for (long bound : site.emitted()) {
      VarInt.encode(bound - before, out);
      before = bound;
    }
    RecentRecords.Snapshot recent = site.recent();
    VarInt.encode(recent.forgottenThrough(), out);
    VarInt.encode(recent.olderThrough(), out);
    VarInt.encode(recent.newerFrom(), out);
    VarInt.encode(recent.newerThrough(), out);
    writeFingerprints(recent.older(), out);
    writeFingerprints(recent.newer(), out);
  }

  private static SiteProgress.Snapshot readSite(InputStream in) throws IOException {
    long siteId = VarInt.decodeLong(in);
    long frontier = VarInt.decodeLong(in);
    long[] emitted = new long[BinaryForm.readCount(MAX_BOUNDS, in)];
    long before = 0;
    for (int i = 0; i < emitted.length; i++) {
      before += VarInt.decodeLong(in);
      emitted[i] = before;
    }
    long forgottenThrough = VarInt.decodeLong(in);
    long olderThrough = VarInt.decodeLong(in);
    long newerFrom = VarInt.decodeLong(in);
    long newerThrough = VarInt.decodeLong(in);
    var recent =
        new RecentRecords.Snapshot(
            forgottenThrough,
            readFingerprints(in),
            olderThrough,
            readFingerprints(in),
            newerFrom,
            newerThrough);
    return new SiteProgress.Snapshot(siteId, frontier, emitted, recent);
  }

  private static void writeFingerprints(Fingerprints.Snapshot fingerprints, OutputStream out)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(fingerprints.size() * Long.BYTES);
    for (int i = 0; i < fingerprints.size(); i++) {
      bytes.putLong(fingerprints.get(i));
    }
    BinaryForm.writeBytes(bytes.array(), out);
  }

  private static Fingerprints.Snapshot readFingerprints(InputStream in) throws IOException {
    byte[] bytes = BinaryForm.readBytes(in);
    if (bytes.length % Long.BYTES != 0) {
      throw new CoderException(bytes.length + " bytes of fingerprints");
    }
    long[] values = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).asLongBuffer().get(values);
    return new Fingerprints.Snapshot(values, values.length);
  }
}
