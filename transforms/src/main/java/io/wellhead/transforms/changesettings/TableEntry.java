// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import io.wellhead.transforms.changeevents.SourceKind;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the file as the schema describes it, with what it takes over from others. What is
 * left out is null, or empty.
 */
record TableEntry(
    @Nullable String use,
    @Nullable Match match,
    @Nullable Boolean include,
    @Nullable SourceKind source,
    @Nullable String domain,
    @Nullable String table,
    @Nullable String description,
    @Nullable Map<String, String> labels,
    @Nullable Boolean currentState,
    @Nullable Boolean history,
    @Nullable List<String> key,
    @Nullable NoKey noKey,
    @Nullable PartialRows partialRows,
    @Nullable Deletes deletes,
    @Nullable String processingTime,
    @Nullable String partitionBy,
    @Nullable List<String> clusterBy,
    @Nullable String maxStaleness,
    @Nullable String expiration,
    @Nullable TypeProfile types,
    @Nullable ArrayForm arrays,
    @Nullable MetadataForm metadata,
    @Nullable DocumentForm mongodb,
    @Nullable Boolean mongodbOriginal,
    @Nullable Shard shard,
    @Nullable List<String> keepOnly,
    @Nullable Condition filter,
    @Nullable Map<String, ColumnEntry> columns,
    @Nullable Map<String, QualityEntry> quality,
    @Nullable Boolean legacyFlagSemantics)
    implements Serializable {

  TableEntry {
    labels = labels == null ? Map.of() : labels;
    key = key == null ? List.of() : List.copyOf(key);
    clusterBy = clusterBy == null ? List.of() : List.copyOf(clusterBy);
    keepOnly = keepOnly == null ? List.of() : List.copyOf(keepOnly);
    columns = columns == null ? Map.of() : columns;
    quality = quality == null ? Map.of() : quality;
  }

  /** Names in the source, with {@code *} for any characters. */
  record Match(
      @Nullable String stream,
      @Nullable String database,
      @Nullable String schema,
      @Nullable String table)
      implements Serializable {}

  /** A column that tells the source and joins the key; the value is a template. */
  record Shard(String column, String value) implements Serializable {}
}
