// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** The BigQuery REST API: datasets, tables, jobs and the discovery document. */
@NullMarked
package io.wellhead.sandbox.bigquery.rest;

import org.jspecify.annotations.NullMarked;
