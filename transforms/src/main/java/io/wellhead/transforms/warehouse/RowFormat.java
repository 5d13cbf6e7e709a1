// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.io.Serializable;

/**
 * Says how an element becomes a row: one call of {@link RowWriter#set} for each column that has a
 * value. Called on one thread at a time per instance.
 */
@FunctionalInterface
public interface RowFormat<T> extends Serializable {
  /**
   * Sets the row's values.
   *
   * @throws RowException if a value does not fit its column; the element becomes a dead letter
   */
  void write(T element, RowWriter row);
}
