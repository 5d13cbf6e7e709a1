// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.time.Instant;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;

/**
 * The place of a stage's task in the queue.
 *
 * @param key of the task
 * @param failures how often in a row it failed
 * @param notBefore when it is tried again
 */
record StageTurn(String key, int failures, Instant notBefore) {
  StageTurn {
    requireNonNull(key, "key");
    requireNonNull(notBefore, "notBefore");
  }

  /** A turn that may be taken at once. */
  static StageTurn of(String key) {
    return new StageTurn(key, 0, Instant.EPOCH);
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
