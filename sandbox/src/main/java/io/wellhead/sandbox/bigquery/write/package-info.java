// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** The Storage Write API over gRPC: connections, row decoding, write streams. */
@NullMarked
package io.wellhead.sandbox.bigquery.write;

import org.jspecify.annotations.NullMarked;
