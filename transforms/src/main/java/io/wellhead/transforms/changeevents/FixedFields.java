// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values by names that many events share: an event costs no more than the array of its values.
 * Never changes; values may be null.
 */
final class FixedFields extends AbstractMap<String, @Nullable Object> {
  private final Names names;
  private final @Nullable Object[] values;

  /** Names in their order, none twice. */
  static final class Names {
    private final List<String> inOrder;
    private final Map<String, Integer> places = new HashMap<>();

    Names(List<String> inOrder) {
      this.inOrder = List.copyOf(inOrder);
      for (String name : inOrder) {
        if (places.put(name, places.size()) != null) {
          throw new IllegalArgumentException(name + " is there twice");
        }
      }
    }

    int size() {
      return inOrder.size();
    }

    boolean are(List<String> others) {
      return inOrder.equals(others);
    }
  }

  /**
   * @param values in the order of the names; the caller must not change them any more
   */
  FixedFields(Names names, @Nullable Object... values) {
    if (values.length != names.inOrder.size()) {
      throw new IllegalArgumentException(values.length + " values for " + names.inOrder);
    }
    this.names = names;
    this.values = values;
  }

  /** The entries as they are now. */
  static FixedFields copyOf(Map<String, ? extends @Nullable Object> map) {
    return map instanceof FixedFields fixed
        ? fixed
        : new FixedFields(new Names(List.copyOf(map.keySet())), map.values().toArray());
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    Integer place = names.places.get(name);
    return place == null ? null : values[place];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return names.places.containsKey(name);
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return values.length;
      }

      @Override
      public Iterator<Entry<String, @Nullable Object>> iterator() {
        return new Entries();
      }
    };
  }

  private final class Entries implements Iterator<Entry<String, @Nullable Object>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < values.length;
    }

    @Override
    public Entry<String, @Nullable Object> next() {
      if (!hasNext()) {
        throw new NoSuchElementException("all " + next + " fields were given");
      }
      int place = next++;
      return new SimpleImmutableEntry<>(names.inOrder.get(place), values[place]);
    }
  }
}
