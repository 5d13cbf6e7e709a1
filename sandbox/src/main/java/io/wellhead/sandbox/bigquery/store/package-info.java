// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Tables kept in a DuckDB file: catalog, types, the one writer, upserts and write streams. */
@NullMarked
package io.wellhead.sandbox.bigquery.store;

import org.jspecify.annotations.NullMarked;
