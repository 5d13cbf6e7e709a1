// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Tables of the warehouse and the transforms that write them. */
@NullMarked
package io.wellhead.transforms.warehouse;

import org.jspecify.annotations.NullMarked;
