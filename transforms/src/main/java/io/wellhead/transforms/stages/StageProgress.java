// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/** How far a stage has been read, and what it gave. One thread. */
final class StageProgress {
  /** The second with which reading goes on. */
  private long next;

  /** One for each definition. */
  private final List<Accumulator> values;

  private StageProgress(long next, List<Accumulator> values) {
    this.next = next;
    this.values = values;
  }

  /** Nothing has been read yet. */
  static StageProgress of(StageTask task) {
    List<Accumulator> values = new ArrayList<>();
    task.definitions().forEach(definition -> values.add(new Accumulator()));
    return new StageProgress(task.stage().start(), values);
  }

  /** Whether these are the values of that many definitions. */
  boolean hasValuesOf(List<StageDefinition> definitions) {
    return values.size() == definitions.size();
  }

  long next() {
    return next;
  }

  void goOnAt(long second) {
    next = second;
  }

  Accumulator values(int definition) {
    return values.get(definition);
  }

  void add(List<StageDefinition> definitions, long second, Map<String, Double> numbers) {
    for (int i = 0; i < values.size(); i++) {
      Double value = definitions.get(i).valueIn(second, numbers);
      if (value != null) {
        values.get(i).add(second, value);
      }
    }
  }

  /** A copy that may be changed while this one is kept. */
  StageProgress copy() {
    try {
      return CoderUtils.clone(StageProgressCoder.INSTANCE, this);
    } catch (CoderException e) {
      throw new IllegalStateException("what was encoded can be decoded", e);
    }
  }

  static AtomicCoder<StageProgress> coder() {
    return StageProgressCoder.INSTANCE;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof StageProgress other
        && next == other.next
        && values.equals(other.values);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(next) + values.hashCode();
  }

  @Override
  public String toString() {
    return "StageProgress(next=" + next + ", " + values.size() + " definitions)";
  }

  /** Version 1: next second, the accumulators behind their count; deterministic. */
  private static final class StageProgressCoder extends AtomicCoder<StageProgress> {
    @Serial private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;
    private static final int MAX_DEFINITIONS = 100_000;
    private static final StageProgressCoder INSTANCE = new StageProgressCoder();

    @Override
    public void encode(StageProgress progress, OutputStream out) throws IOException {
      BinaryForm.writeVersion(VERSION, out);
      VarInt.encode(progress.next, out);
      VarInt.encode(progress.values.size(), out);
      for (Accumulator values : progress.values) {
        values.encode(out);
      }
    }

    @Override
    public StageProgress decode(InputStream in) throws IOException {
      BinaryForm.readVersion(VERSION, "encoded progress of a stage", in);
      long next = VarInt.decodeLong(in);
      int count = BinaryForm.readCount(MAX_DEFINITIONS, in);
      List<Accumulator> values = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        values.add(Accumulator.decode(in));
      }
      return new StageProgress(next, values);
    }

    @Override
    public void verifyDeterministic() {}
  }
}
