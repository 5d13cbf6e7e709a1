// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable map in the order in which its entries came: two arrays and a table of positions,
 * which is a third of what a linked hash map costs to make.
 */
final class FieldMap extends AbstractMap<String, @Nullable Object> {
  private final String[] names;
  private final @Nullable Object[] values;
  private final int size;

  /** By hash of the name: position plus one, 0 for none; the next slots hold what did not fit. */
  private final int[] positions;

  private FieldMap(String[] names, @Nullable Object[] values, int size, int[] positions) {
    this.names = names;
    this.values = values;
    this.size = size;
    this.positions = positions;
  }

  /** Collects the entries of one map. */
  static final class Builder {
    private String[] names = new String[64];
    private @Nullable Object[] values = new Object[64];
    private int size;

    void add(String name, @Nullable Object value) {
      if (size == names.length) {
        names = Arrays.copyOf(names, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      names[size] = name;
      values[size++] = value;
    }

    /**
     * The map; the builder must not be used again.
     *
     * @throws MalformedDataException if a name stands twice
     */
    FieldMap build() {
      int[] positions = new int[Integer.highestOneBit(Math.max(size, 1)) * 4];
      for (int i = 0; i < size; i++) {
        int slot = slot(names, positions, names[i]);
        if (positions[slot] != 0) {
          throw RecordValues.malformed(names[i] + " stands twice");
        }
        positions[slot] = i + 1;
      }
      return new FieldMap(names, values, size, positions);
    }
  }

  /** The slot that holds the name's position, or the empty one where it belongs. */
  private static int slot(String[] names, int[] positions, String name) {
    int mask = positions.length - 1;
    int hash = name.hashCode();
    int slot = (hash ^ hash >>> 16) & mask;
    while (positions[slot] != 0 && !names[positions[slot] - 1].equals(name)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private int position(@Nullable Object name) {
    return name instanceof String text ? positions[slot(names, positions, text)] - 1 : -1;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    int position = position(name);
    return position < 0 ? null : values[position];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return position(name) >= 0;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Set<Map.Entry<String, @Nullable Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
        return new Entries();
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<String, @Nullable Object>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    public Map.Entry<String, @Nullable Object> next() {
      if (next == size) {
        throw new NoSuchElementException();
      }
      return new SimpleImmutableEntry<>(names[next], values[next++]);
    }
  }
}
