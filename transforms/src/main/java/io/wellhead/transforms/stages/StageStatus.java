// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Objects;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/** What the timeline remembers of one stage. One thread. */
final class StageStatus {
  static final long NOTHING = Long.MIN_VALUE;

  StageEntry stage;
  Instant toldAt;

  /** Whether this job has computed it. */
  boolean followed;

  /** Whether the figures of the whole stage were asked for. */
  boolean settled;

  /** Whether figures were asked for before that may be wrong now. */
  boolean again;

  /** Whether the same figures are to be written with another number or state. */
  boolean renamed;

  /** Whether rows of former definitions are to be deleted. */
  boolean namesGone;

  /** Up to which second figures were asked for. */
  long computedThrough = NOTHING;

  /** The highest data change that touched the stage. */
  long revision;

  StageStatus(StageEntry stage, Instant toldAt) {
    this.stage = stage;
    this.toldAt = toldAt;
  }

  /** Takes a newer description over. */
  void tell(StageEntry newer, Instant at) {
    boolean moved = newer.start() != stage.start() || !Objects.equals(newer.end(), stage.end());
    // A past stage that moves is this job's, however old it is; that a stage ends is no move.
    again |= moved && (followed || stage.end() != null);
    settled &= !moved;
    renamed |= newer.number() != stage.number() || !newer.state().equals(stage.state());
    stage = newer;
    toldAt = at;
  }

  /** Takes note that seconds of the stage may have other values now. */
  void change(long first) {
    again |= settled || computedThrough >= first;
  }

  boolean isDirty() {
    return again || renamed;
  }

  /** Stage, instant of telling, a byte of flags, last computed second, revision. */
  void encode(OutputStream out) throws IOException {
    stage.encode(out);
    BinaryForm.writeInstant(toldAt, out);
    out.write(
        (followed ? 1 : 0)
            | (settled ? 2 : 0)
            | (again ? 4 : 0)
            | (renamed ? 8 : 0)
            | (namesGone ? 16 : 0));
    VarInt.encode(computedThrough, out);
    VarInt.encode(revision, out);
  }

  static StageStatus decode(InputStream in) throws IOException {
    StageStatus status = new StageStatus(StageEntry.decode(in), BinaryForm.readInstant(in));
    int flags = in.read();
    status.followed = (flags & 1) != 0;
    status.settled = (flags & 2) != 0;
    status.again = (flags & 4) != 0;
    status.renamed = (flags & 8) != 0;
    status.namesGone = (flags & 16) != 0;
    status.computedThrough = VarInt.decodeLong(in);
    status.revision = VarInt.decodeLong(in);
    return status;
  }

  private record Content(
      StageEntry stage,
      Instant toldAt,
      boolean followed,
      boolean settled,
      boolean again,
      boolean renamed,
      boolean namesGone,
      long computedThrough,
      long revision) {}

  private Content content() {
    return new Content(
        stage, toldAt, followed, settled, again, renamed, namesGone, computedThrough, revision);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof StageStatus other && content().equals(other.content());
  }

  @Override
  public int hashCode() {
    return content().hashCode();
  }

  @Override
  public String toString() {
    return content().toString();
  }
}
