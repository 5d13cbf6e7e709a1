// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.SourceKind;
import io.wellhead.transforms.changeevents.SourceMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A table of a source, as events tell it: what is worked out for one event holds for all of them.
 *
 * @param object Datastream's name of the table
 * @param kind of the source
 * @param stream full resource name
 */
public record SourceTable(
    String object,
    SourceKind kind,
    @Nullable String table,
    @Nullable String schema,
    @Nullable String database,
    String stream) {
  public SourceTable {
    requireNonNull(object, "object");
    requireNonNull(kind, "kind");
    requireNonNull(stream, "stream");
  }

  /** The table that the event comes from. */
  public static SourceTable of(ChangeEvent event) {
    SourceMetadata source = event.source();
    return new SourceTable(
        event.object(),
        source.kind(),
        source.table(),
        source.schema(),
        source.database(),
        event.stream());
  }
}
