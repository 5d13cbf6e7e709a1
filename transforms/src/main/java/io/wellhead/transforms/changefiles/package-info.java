// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Change files: finding them, reading them in blocks, and the account of what became of each. */
@NullMarked
package io.wellhead.transforms.changefiles;

import org.jspecify.annotations.NullMarked;
