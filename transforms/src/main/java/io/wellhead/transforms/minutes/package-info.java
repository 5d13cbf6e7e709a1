// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Per-minute figures of every numeric field. */
@NullMarked
package io.wellhead.transforms.minutes;

import org.jspecify.annotations.NullMarked;
