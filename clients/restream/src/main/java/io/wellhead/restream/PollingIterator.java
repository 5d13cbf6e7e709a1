// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Iterates over what a blocking supplier gives until it gives null. */
final class PollingIterator<T> implements Iterator<T> {

  private final Supplier<@Nullable T> source;
  private @Nullable T next;

  PollingIterator(Supplier<@Nullable T> source) {
    this.source = source;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = source.get();
    }
    return next != null;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    T result = next;
    next = null;
    return result;
  }
}
