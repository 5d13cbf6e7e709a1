// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Tables of change files: every event in bronze, the current state by key in silver. */
@NullMarked
package io.wellhead.transforms.changetables;

import org.jspecify.annotations.NullMarked;
