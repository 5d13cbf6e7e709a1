// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** Beam transforms that read the ReStream service. */
@NullMarked
package io.wellhead.transforms.restream;

import org.jspecify.annotations.NullMarked;
