// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.changes;

import io.wellhead.sandbox.restream.records.RowSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

/** Each site's records with all corrections applied: what REST serves. Any thread. */
public final class StoredRecords implements LongFunction<RowSource> {

  private final LongFunction<RowSource> measured;
  private final Map<Long, RowSource> edited = new ConcurrentHashMap<>();

  public StoredRecords(LongFunction<RowSource> measured) {
    this.measured = measured;
  }

  @Override
  public RowSource apply(long siteId) {
    RowSource stored = edited.get(siteId);
    return stored == null ? measured.apply(siteId) : stored;
  }

  void edit(long siteId, Edit edit) {
    edited.merge(
        siteId, over(edit, measured.apply(siteId)), (before, ignored) -> over(edit, before));
  }

  private static RowSource over(Edit edit, RowSource below) {
    return second -> edit.read(second, below);
  }
}
