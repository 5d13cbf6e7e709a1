// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** From a measurement as received to its rows in the bronze and the silver table. */
@NullMarked
package io.wellhead.transforms.measurements;

import org.jspecify.annotations.NullMarked;
