// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.postgres;

import io.wellhead.sandbox.datastream.Origin;
import io.wellhead.sandbox.datastream.RowSchema;
import io.wellhead.sandbox.datastream.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table between two changes of its columns.
 *
 * @param keys the names of its key's columns, none if it has no key
 */
record StreamedTable(
    Origin origin, String schemaName, String name, List<String> keys, RowSchema schema) {

  /** The name of a table in paths. */
  static Origin origin(String stream, String schemaName, String name) {
    return new Origin(Source.POSTGRESQL, stream, schemaName + "_" + name);
  }

  /** What events of the table say of themselves whatever they are. */
  Map<String, @Nullable Object> metadata(String changeType) {
    Map<String, @Nullable Object> metadata = new HashMap<>();
    metadata.put("schema", schemaName);
    metadata.put("table", name);
    metadata.put("primary_keys", keys);
    metadata.put("change_type", changeType);
    metadata.put("is_deleted", changeType.equals("DELETE"));
    return metadata;
  }
}
