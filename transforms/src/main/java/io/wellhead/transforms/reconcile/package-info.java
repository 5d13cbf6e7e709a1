// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Compares current-state tables with what they must be, by change files or by their source. */
@NullMarked
package io.wellhead.transforms.reconcile;

import org.jspecify.annotations.NullMarked;
