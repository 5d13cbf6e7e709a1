// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/**
 * What earlier jobs left in the table of figures of a site. A stage is kept until the history has
 * told whether there still is such a one. One thread.
 */
final class LeftFigures {
  private static final int MAX_STAGES = 10_000_000;
  private static final int KNOWN = 1;
  private static final int REDEFINED = 2;

  /** Whether the table was asked. */
  boolean known;

  /** Whether earlier jobs had other definitions. */
  boolean redefined;

  /** By id. */
  final SortedMap<String, StoredStage> stages = new TreeMap<>();

  void take(List<StoredStage> stored) {
    known = true;
    stored.forEach(stage -> stages.merge(stage.stage().stageId(), stage, StoredStage::and));
  }

  /** Gives a stage, and forgets it; null if there is none. */
  @Nullable StoredStage remove(String stageId) {
    return stages.remove(stageId);
  }

  /** A byte of flags, the stages behind their count. */
  void encode(OutputStream out) throws IOException {
    out.write((known ? KNOWN : 0) | (redefined ? REDEFINED : 0));
    VarInt.encode(stages.size(), out);
    for (StoredStage stage : stages.values()) {
      stage.encode(out);
    }
  }

  void decode(InputStream in) throws IOException {
    int flags = BinaryForm.readCount(KNOWN | REDEFINED, in);
    known = (flags & KNOWN) != 0;
    redefined = (flags & REDEFINED) != 0;
    int count = BinaryForm.readCount(MAX_STAGES, in);
    for (int i = 0; i < count; i++) {
      StoredStage stage = StoredStage.decode(in);
      stages.put(stage.stage().stageId(), stage);
    }
  }
}
