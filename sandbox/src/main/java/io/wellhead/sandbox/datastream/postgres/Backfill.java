// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.postgres;

import java.util.concurrent.CompletableFuture;

/** A table that is being read. All methods may be called from any thread. */
public final class Backfill {
  private final CompletableFuture<Long> rows;

  Backfill(CompletableFuture<Long> rows) {
    this.rows = rows;
  }

  /**
   * Waits until all rows are read.
   *
   * @return their number
   * @throws IllegalStateException if the table cannot be read
   */
  public long await() throws InterruptedException {
    return Waiting.on(rows);
  }

  /** Whether all rows are read, or reading failed. */
  public boolean isDone() {
    return rows.isDone();
  }
}
