// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/** From instance updates to the tables of pads, sites, fields and stages. */
@NullMarked
package io.wellhead.transforms.instances;

import org.jspecify.annotations.NullMarked;
