// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A change inside of a transaction that the writer begins and ends. It may be applied a second time
 * if the group that it shared a commit with fails, so what it does outside of the file belongs into
 * {@link GroupCommit#onCommit}.
 */
public interface Change<T extends @Nullable Object> {
  T apply(GroupCommit commit) throws SQLException;
}
