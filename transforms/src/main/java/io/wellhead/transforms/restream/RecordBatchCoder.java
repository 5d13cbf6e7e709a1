// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.DeadLetterCoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.VarInt;

/**
 * Encodes a {@link RecordBatch}: version 1, then its measurements and its defects, each list
 * counted.
 */
final class RecordBatchCoder extends AtomicCoder<RecordBatch> {
  @Serial private static final long serialVersionUID = 1L;

  private static final int VERSION = 1;
  private static final int MAX_ELEMENTS = 1_000_000;
  private static final RecordBatchCoder INSTANCE = new RecordBatchCoder();

  private RecordBatchCoder() {}

  static RecordBatchCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(RecordBatch batch, OutputStream out) throws IOException {
    BinaryForm.writeVersion(VERSION, out);
    writeAll(batch.measurements(), MeasurementCoder.of(), out);
    writeAll(batch.defects(), DeadLetterCoder.of(), out);
  }

  @Override
  public RecordBatch decode(InputStream in) throws IOException {
    BinaryForm.readVersion(VERSION, "encoded batch of records", in);
    List<Measurement> measurements = readAll(MeasurementCoder.of(), in);
    List<DeadLetter> defects = readAll(DeadLetterCoder.of(), in);
    return new RecordBatch(measurements, defects);
  }

  /** Equal batches have equal bytes, so a runner need not encode to compare. */
  @Override
  public boolean consistentWithEquals() {
    return true;
  }

  private static <T> void writeAll(List<T> elements, Coder<T> coder, OutputStream out)
      throws IOException {
    VarInt.encode(elements.size(), out);
    for (T element : elements) {
      coder.encode(element, out);
    }
  }

  private static <T> List<T> readAll(Coder<T> coder, InputStream in) throws IOException {
    int count = BinaryForm.readCount(MAX_ELEMENTS, in);
    List<T> elements = new ArrayList<>(Math.min(count, 1000));
    for (int i = 0; i < count; i++) {
      elements.add(coder.decode(in));
    }
    return elements;
  }
}
