// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import org.jspecify.annotations.Nullable;

/** Reads one value of a writer's schema; made once per file. */
@FunctionalInterface
interface AvroValue {
  @Nullable Object read(AvroCursor cursor) throws EventException;
}
