// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.restream.MeasurementCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/**
 * Encoding, version 1: the version byte, the measurement, the checksum, the numbers behind their
 * count, the texts behind their count, the other fields; each text behind a byte that says whether
 * there is one.
 */
final class SilverMeasurementCoder extends AtomicCoder<SilverMeasurement> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;
  private static final int MAX_COLUMNS = 10_000;
  private static final Coder<@Nullable String> TEXT = NullableCoder.of(StringUtf8Coder.of());
  private static final SilverMeasurementCoder INSTANCE = new SilverMeasurementCoder();

  private SilverMeasurementCoder() {}

  static SilverMeasurementCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(SilverMeasurement row, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeByte(VERSION);
    MeasurementCoder.of().encode(row.measurement(), out);
    VarInt.encode(row.content(), out);
    VarInt.encode(row.numbers().length, out);
    for (double number : row.numbers()) {
      out.writeDouble(number);
    }
    VarInt.encode(row.texts().length, out);
    for (String text : row.texts()) {
      TEXT.encode(text, out);
    }
    TEXT.encode(row.otherFields(), out);
  }

  @Override
  public SilverMeasurement decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new CoderException(
          "silver measurement has version " + version + ", known is " + VERSION);
    }
    Measurement measurement = MeasurementCoder.of().decode(in);
    long content = VarInt.decodeLong(in);
    double[] numbers = new double[columns(in)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readDouble();
    }
    @Nullable String[] texts = new String[columns(in)];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = TEXT.decode(in);
    }
    return new SilverMeasurement(measurement, content, numbers, texts, TEXT.decode(in));
  }

  private static int columns(InputStream in) throws IOException {
    int columns = VarInt.decodeInt(in);
    if (columns < 0 || columns > MAX_COLUMNS) {
      throw new CoderException(columns + " columns, accepted are 0 to " + MAX_COLUMNS);
    }
    return columns;
  }

  @Override
  public void verifyDeterministic() {}
}
