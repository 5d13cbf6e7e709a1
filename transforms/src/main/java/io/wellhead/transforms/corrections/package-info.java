// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** From data changes that the service announced to corrected rows: merge, read again, replace. */
@NullMarked
package io.wellhead.transforms.corrections;

import org.jspecify.annotations.NullMarked;
