// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** The timeline of each site's stages, and the figures of each stage by its definitions. */
@NullMarked
package io.wellhead.transforms.stages;

import org.jspecify.annotations.NullMarked;
