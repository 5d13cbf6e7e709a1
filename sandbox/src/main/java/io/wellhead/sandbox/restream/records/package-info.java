// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Measurement records: fields, units, rows, and the operations of a data request on them. */
@NullMarked
package io.wellhead.sandbox.restream.records;

import org.jspecify.annotations.NullMarked;
