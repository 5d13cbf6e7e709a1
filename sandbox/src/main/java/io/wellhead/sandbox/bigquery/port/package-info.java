// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** One local port for TLS and plaintext, and the certificate that clients are told to trust. */
@NullMarked
package io.wellhead.sandbox.bigquery.port;

import org.jspecify.annotations.NullMarked;
