// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.workload;

import org.jspecify.annotations.Nullable;

/**
 * A column of one of the seven tables, beside its key.
 *
 * @param type as PostgreSQL names it
 */
record WorkColumn(String name, String type, Maker maker) {

  /** Makes values. */
  @FunctionalInterface
  interface Maker {
    /** A value that JDBC takes. */
    @Nullable Object next(DirtyValues values);
  }
}
