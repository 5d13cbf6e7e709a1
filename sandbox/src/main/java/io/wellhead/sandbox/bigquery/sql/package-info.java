// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** GoogleSQL names and parameters turned into DuckDB's, and results into BigQuery's rows. */
@NullMarked
package io.wellhead.sandbox.bigquery.sql;

import org.jspecify.annotations.NullMarked;
