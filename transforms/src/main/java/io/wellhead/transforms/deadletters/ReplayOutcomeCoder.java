// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.deadletters;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.jspecify.annotations.Nullable;

/** Version 1: a byte 1, the letter's id, the failure (nullable). */
public final class ReplayOutcomeCoder extends AtomicCoder<ReplayOutcome> {
  @Serial private static final long serialVersionUID = 1L;
  private static final ReplayOutcomeCoder INSTANCE = new ReplayOutcomeCoder();
  private static final int VERSION = 1;
  private static final Coder<@Nullable String> FAILURE = NullableCoder.of(StringUtf8Coder.of());

  private ReplayOutcomeCoder() {}

  public static ReplayOutcomeCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(ReplayOutcome outcome, OutputStream out) throws IOException {
    out.write(VERSION);
    StringUtf8Coder.of().encode(outcome.letterId(), out);
    FAILURE.encode(outcome.failure(), out);
  }

  @Override
  public ReplayOutcome decode(InputStream in) throws IOException {
    int version = in.read();
    if (version != VERSION) {
      throw new CoderException("outcome of version " + version + ", expected " + VERSION);
    }
    return new ReplayOutcome(StringUtf8Coder.of().decode(in), FAILURE.decode(in));
  }
}
