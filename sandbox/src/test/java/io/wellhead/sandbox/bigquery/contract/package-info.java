// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/**
 * What BigQuery documents, as tests that run against any service that speaks its public protocol.
 */
@NullMarked
package io.wellhead.sandbox.bigquery.contract;

import org.jspecify.annotations.NullMarked;
