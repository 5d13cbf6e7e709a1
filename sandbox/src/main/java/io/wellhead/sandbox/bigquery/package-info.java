// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** An embedded stand-in for BigQuery that stores into a DuckDB file. */
@NullMarked
package io.wellhead.sandbox.bigquery;

import org.jspecify.annotations.NullMarked;
