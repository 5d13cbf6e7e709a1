// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Several passes one after the other; each is started when the one before it is over. */
final class CombinedPass implements RecordPass {

  private final Supplier<? extends Iterator<? extends RecordPass>> source;
  private @Nullable Iterator<? extends RecordPass> parts;
  private volatile @Nullable RecordPass part;
  private volatile boolean closed;
  private volatile boolean complete;

  CombinedPass(Supplier<? extends Iterator<? extends RecordPass>> source) {
    this.source = source;
  }

  @Override
  public boolean hasNext() {
    if (parts == null) {
      throwIfClosed();
      parts = source.get();
    }
    while (!complete) {
      RecordPass current = part;
      if (current != null && current.hasNext()) {
        return true;
      } else if (parts.hasNext()) {
        throwIfClosed();
        part = parts.next();
      } else {
        complete = true;
      }
    }
    return false;
  }

  @Override
  public DataRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return part.next();
  }

  private void throwIfClosed() {
    if (closed) {
      throw new CanceledException("the data was closed", ErrorPlace.NOWHERE, null);
    }
  }

  @Override
  public boolean isOver() {
    return closed || complete;
  }

  @Override
  public void close() {
    closed = true;
    RecordPass current = part;
    if (current != null) {
      current.close();
    }
  }
}
