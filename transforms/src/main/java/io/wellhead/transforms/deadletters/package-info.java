// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** What could not be processed, kept so that it can be replayed. */
@NullMarked
package io.wellhead.transforms.deadletters;

import org.jspecify.annotations.NullMarked;
