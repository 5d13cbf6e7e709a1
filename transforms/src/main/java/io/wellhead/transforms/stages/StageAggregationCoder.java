// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import io.wellhead.transforms.restream.BinaryForm;
import io.wellhead.transforms.stages.StageAggregation.Figure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a {@link StageAggregation}; deterministic.
 *
 * <p>Version 1: stage, parameter, last second, a byte for final, instant of the reading, revision,
 * and behind a byte for presence the figure: value, unit, samples, vendor's value, problem.
 */
final class StageAggregationCoder extends AtomicCoder<StageAggregation> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final NullableCoder<String> TEXT = NullableCoder.of(StringUtf8Coder.of());
  private static final NullableCoder<Double> NUMBER = NullableCoder.of(DoubleCoder.of());
  private static final StageAggregationCoder INSTANCE = new StageAggregationCoder();

  private StageAggregationCoder() {}

  static StageAggregationCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(StageAggregation row, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    row.stage().encode(out);
    BinaryForm.writeText(row.parameter(), out);
    VarInt.encode(row.through(), out);
    out.write(row.isFinal() ? 1 : 0);
    BinaryForm.writeInstant(row.readAt(), out);
    VarInt.encode(row.revision(), out);
    Figure figure = row.figure();
    BinaryForm.writePresence(figure, out);
    if (figure != null) {
      NUMBER.encode(figure.value(), out);
      TEXT.encode(figure.unit(), out);
      VarInt.encode(figure.samples(), out);
      NUMBER.encode(figure.vendorValue(), out);
      TEXT.encode(figure.problem(), out);
    }
  }

  @Override
  public StageAggregation decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded stage aggregation", in);
    return new StageAggregation(
        StageEntry.decode(in),
        BinaryForm.readText(in),
        VarInt.decodeLong(in),
        in.read() == 1,
        BinaryForm.readInstant(in),
        VarInt.decodeLong(in),
        readFigure(in));
  }

  private static @Nullable Figure readFigure(InputStream in) throws IOException {
    return BinaryForm.readPresence(in)
        ? new Figure(
            NUMBER.decode(in),
            TEXT.decode(in),
            VarInt.decodeLong(in),
            NUMBER.decode(in),
            TEXT.decode(in))
        : null;
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  @Override
  public void verifyDeterministic() {}
}
