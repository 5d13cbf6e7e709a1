// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
/**
 * Database changes as Datastream tells them: one envelope for all sources, their order and keys.
 */
@NullMarked
package io.wellhead.transforms.changeevents;

import org.jspecify.annotations.NullMarked;
