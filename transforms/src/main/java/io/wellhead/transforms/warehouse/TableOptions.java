// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a table has beside its columns, and rows do not depend on.
 *
 * @param labels by key; of a table that exists, those that it lacks are added and the others stay
 * @param partitionExpirationMillis age at which BigQuery deletes a partition; null: never. Set when
 *     a table is made
 */
public record TableOptions(Map<String, String> labels, @Nullable Long partitionExpirationMillis)
    implements Serializable {
  /** Key of the label that tells which table of a source a table is made of. */
  public static final String SOURCE_LABEL = "wellhead_source";

  /** A table without any. */
  public static final TableOptions NONE = new TableOptions(Map.of(), null);

  public TableOptions {
    // Sorted, so that statements and requests are always the same.
    labels = java.util.Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** Whether both tell their source, and it is another. */
  public boolean isOfAnotherSourceThan(TableOptions other) {
    String own = labels.get(SOURCE_LABEL);
    String others = other.labels.get(SOURCE_LABEL);
    return own != null && others != null && !own.equals(others);
  }

  /** The same with one more label. */
  public TableOptions withLabel(String key, String value) {
    Map<String, String> more = new TreeMap<>(labels);
    more.put(key, value);
    return new TableOptions(more, partitionExpirationMillis);
  }
}
