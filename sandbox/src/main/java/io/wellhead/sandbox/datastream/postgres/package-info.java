// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** A real PostgreSQL whose changes become change files. */
@NullMarked
package io.wellhead.sandbox.datastream.postgres;

import org.jspecify.annotations.NullMarked;
