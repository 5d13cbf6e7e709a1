// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.values.OutputBuilder;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;

/** What a step gives, by tag, when it is called without a runner. */
public final class Outputs implements MultiOutputReceiver {
  private final Map<TupleTag<?>, List<Object>> all = new HashMap<>();

  /** What was given under that tag so far. */
  @SuppressWarnings("unchecked") // only values of the tag's type are put there
  public <T> List<T> of(TupleTag<T> tag) {
    return (List<T>) all.computeIfAbsent(tag, given -> new ArrayList<>());
  }

  @Override
  public <T> OutputReceiver<T> get(TupleTag<T> tag) {
    return to(of(tag)::add);
  }

  @Override
  public <T> OutputReceiver<Row> getRowReceiver(TupleTag<T> tag) {
    throw new UnsupportedOperationException("no step gives rows of Beam's");
  }

  /** A receiver of plain elements. */
  public static <T> OutputReceiver<T> to(Consumer<T> consumer) {
    return new OutputReceiver<>() {
      @Override
      public void output(T element) {
        consumer.accept(element);
      }

      @Override
      public OutputBuilder<T> builder(T element) {
        throw new UnsupportedOperationException("no step sets times or windows");
      }
    };
  }
}
