// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.records;

import org.jspecify.annotations.Nullable;

/** The stored records of one site, or of one pad in its un-routed form. Any thread. */
@FunctionalInterface
public interface RowSource {

  /** The record of an epoch second, or null when there is none. */
  @Nullable Row row(long second);
}
