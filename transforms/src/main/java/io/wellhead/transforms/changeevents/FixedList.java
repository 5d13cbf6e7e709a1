// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import java.util.AbstractList;
import java.util.Collection;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * A list that never changes and may have nulls. Decoders hand their array over, so that an event's
 * values are not copied once more.
 */
final class FixedList extends AbstractList<@Nullable Object> implements RandomAccess {
  private final @Nullable Object[] items;

  private FixedList(@Nullable Object[] items) {
    this.items = items;
  }

  /** A list of that array, which the caller must not change any more. */
  static FixedList owning(@Nullable Object... items) {
    return new FixedList(items);
  }

  /** The items as they are now. */
  static FixedList copyOf(Collection<? extends @Nullable Object> items) {
    return items instanceof FixedList fixed ? fixed : new FixedList(items.toArray());
  }

  @Override
  public @Nullable Object get(int index) {
    return items[index];
  }

  @Override
  public int size() {
    return items.length;
  }

  @Override
  public @Nullable Object[] toArray() {
    return items.clone();
  }
}
