// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import com.google.cloud.bigquery.storage.v1.WriteStream;
import io.wellhead.sandbox.bigquery.store.TableDefinition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A write stream that a client made.
 *
 * @param table as it was when the stream was made; a table made anew under its name is another one
 * @param next offset of the next row: how many were appended
 * @param visible how many of them are in the table
 */
record StreamState(
    String name,
    WriteStream.Type type,
    TableDefinition table,
    Instant createdAt,
    long next,
    long visible,
    boolean isFinal,
    @Nullable Instant committedAt) {

  StreamState appended(long rows) {
    long shown = type == WriteStream.Type.COMMITTED ? visible + rows : visible;
    return new StreamState(name, type, table, createdAt, next + rows, shown, isFinal, committedAt);
  }

  StreamState shownTo(long offset) {
    return new StreamState(name, type, table, createdAt, next, offset, isFinal, committedAt);
  }

  StreamState closed() {
    return new StreamState(name, type, table, createdAt, next, visible, true, committedAt);
  }

  StreamState committed(Instant at) {
    return new StreamState(name, type, table, createdAt, next, next, isFinal, at);
  }
}
