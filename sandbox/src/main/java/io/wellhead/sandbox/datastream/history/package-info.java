// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Random histories of tables of databases that cannot be embedded. */
@NullMarked
package io.wellhead.sandbox.datastream.history;

import org.jspecify.annotations.NullMarked;
