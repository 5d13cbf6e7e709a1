// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.util.VarInt;

/**
 * A stage as its stored figures have it.
 *
 * @param isFinal whether all of them are of the whole stage
 * @param revision the highest of theirs
 */
record StoredStage(StageEntry stage, boolean isFinal, long revision) {
  StoredStage {
    requireNonNull(stage, "stage");
  }

  /** Whether they are not, or not all, what the stage has to have. */
  boolean differsFrom(StageEntry now) {
    return !stage.equals(now) || isFinal != (now.end() != null);
  }

  /** Both in one: figures of different making cannot all be right. */
  StoredStage and(StoredStage other) {
    return new StoredStage(stage, false, Math.max(revision, other.revision));
  }

  /** Stage, a byte for final, revision. */
  void encode(OutputStream out) throws IOException {
    stage.encode(out);
    out.write(isFinal ? 1 : 0);
    VarInt.encode(revision, out);
  }

  static StoredStage decode(InputStream in) throws IOException {
    return new StoredStage(
        StageEntry.decode(in), BinaryForm.readPresence(in), VarInt.decodeLong(in));
  }
}
