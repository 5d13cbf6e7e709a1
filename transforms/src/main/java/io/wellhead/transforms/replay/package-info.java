// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Dead letters as they are kept: which there are, what mends them, which are still open. */
@NullMarked
package io.wellhead.transforms.replay;

import org.jspecify.annotations.NullMarked;
