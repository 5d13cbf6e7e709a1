// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.values.OutputBuilder;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;

/** Keeps what a DoFn gives that is called without a runner. One thread. */
public final class Outputs implements MultiOutputReceiver {
  private final Map<TupleTag<?>, List<Object>> given = new HashMap<>();

  /** Of that output, what was given so far. */
  @SuppressWarnings("unchecked") // only elements of the tag's type are added under it
  public <T> List<T> of(TupleTag<T> tag) {
    return (List<T>) given.computeIfAbsent(tag, any -> new ArrayList<>());
  }

  @Override
  public <T> OutputReceiver<T> get(TupleTag<T> tag) {
    return to(of(tag));
  }

  /** An output that adds to a list. */
  public static <T> OutputReceiver<T> to(List<T> list) {
    return new OutputReceiver<>() {
      @Override
      public void output(T value) {
        list.add(value);
      }

      @Override
      public OutputBuilder<T> builder(T value) {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Override
  public <T> OutputReceiver<Row> getRowReceiver(TupleTag<T> tag) {
    throw new UnsupportedOperationException();
  }
}
