// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/**
 * The place of a stage's task in the queue.
 *
 * @param key of the task
 * @param failures how often in a row it failed
 * @param notBefore from when on it may be taken; the earliest comes first
 */
record StageTurn(String key, int failures, Instant notBefore) {
  private static final Duration HEAD_START = Duration.ofMinutes(1);

  StageTurn {
    requireNonNull(key, "key");
    requireNonNull(notBefore, "notBefore");
  }

  /**
   * A turn that may be taken at once. A running stage goes before what waits for less than a
   * minute: a correction of a year touches hundreds of stages, and the values of the day must not
   * wait for them.
   */
  static StageTurn of(StageTask task, Instant now) {
    boolean first = task.goal() == StageTask.Goal.RUNNING;
    return new StageTurn(task.key(), 0, first ? now.minus(HEAD_START) : now);
  }

  /** The turn that comes first; null if none may be taken yet. */
  static @Nullable StageTurn next(List<StageTurn> queue, Instant now) {
    return queue.stream()
        .filter(turn -> !turn.notBefore.isAfter(now))
        .min(Comparator.comparing(StageTurn::notBefore))
        .orElse(null);
  }

  static AtomicCoder<StageTurn> coder() {
    return StageTurnCoder.INSTANCE;
  }

  /** Version 1: key, failures, instant; deterministic. */
  private static final class StageTurnCoder extends AtomicCoder<StageTurn> {
    @Serial private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;
    private static final StageTurnCoder INSTANCE = new StageTurnCoder();

    @Override
    public void encode(StageTurn turn, OutputStream out) throws IOException {
      BinaryForm.writeVersion(VERSION, out);
      BinaryForm.writeText(turn.key, out);
      VarInt.encode(turn.failures, out);
      BinaryForm.writeInstant(turn.notBefore, out);
    }

    @Override
    public StageTurn decode(InputStream in) throws IOException {
      BinaryForm.readVersion(VERSION, "encoded turn of a stage", in);
      return new StageTurn(
          BinaryForm.readText(in),
          BinaryForm.readCount(Integer.MAX_VALUE, in),
          BinaryForm.readInstant(in));
    }

    @Override
    public void verifyDeterministic() {}
  }
}
