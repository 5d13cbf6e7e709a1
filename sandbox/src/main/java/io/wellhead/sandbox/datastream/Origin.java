// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import static java.util.Objects.requireNonNull;

/**
 * Where events of a table come from.
 *
 * @param stream full resource name of the stream
 * @param object name of the table in paths: {@code schema_table}, or {@code database_table} where
 *     there are no schemas
 */
public record Origin(Source source, String stream, String object) {
  public Origin {
    requireNonNull(source, "source");
    requireNonNull(stream, "stream");
    requireNonNull(object, "object");
  }
}
