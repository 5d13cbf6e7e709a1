// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.ReadableState;
import org.apache.beam.sdk.state.ReadableStates;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.util.CoderUtils;
import org.jspecify.annotations.Nullable;

/**
 * State of one key as a runner keeps it: nothing but encoded bytes. What an earlier build wrote is
 * given as bytes. One thread.
 */
public final class EncodedState {
  private EncodedState() {}

  /** State that holds that value, in hexadecimal digits; an empty text for none. */
  public static <T> ValueState<T> value(Coder<T> coder, String hex) {
    return new Value<>(coder, hex);
  }

  /** State of a map with one entry, its value in hexadecimal digits; an empty text for no entry. */
  public static <K, V> MapState<K, V> map(Coder<V> coder, K key, String hex) {
    return new Entries<>(coder, hex.isEmpty() ? Map.of() : Map.of(key, hex));
  }

  private static <T> @Nullable T decoded(Coder<T> coder, @Nullable String hex) {
    try {
      return hex == null || hex.isEmpty()
          ? null
          : CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(hex));
    } catch (CoderException e) {
      throw new AssertionError("bytes that cannot be read: " + hex, e);
    }
  }

  private static <T> String encoded(Coder<T> coder, T value) {
    try {
      return HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, value));
    } catch (CoderException e) {
      throw new AssertionError("a value that cannot be written: " + value, e);
    }
  }

  private static final class Value<T> implements ValueState<T> {
    private final Coder<T> coder;
    private String hex;

    private Value(Coder<T> coder, String hex) {
      this.coder = coder;
      this.hex = hex;
    }

    @Override
    public void write(T value) {
      hex = encoded(coder, value);
    }

    @Override
    public @Nullable T read() {
      return decoded(coder, hex);
    }

    @Override
    public ValueState<T> readLater() {
      return this;
    }

    @Override
    public void clear() {
      hex = "";
    }
  }

  private static final class Entries<K, V> implements MapState<K, V> {
    private final Coder<V> coder;
    private final Map<K, String> hex;

    private Entries(Coder<V> coder, Map<K, String> hex) {
      this.coder = coder;
      this.hex = new HashMap<>(hex);
    }

    @Override
    public void put(K key, V value) {
      hex.put(key, encoded(coder, value));
    }

    @Override
    public void remove(K key) {
      hex.remove(key);
    }

    @Override
    public ReadableState<V> get(K key) {
      return ReadableStates.immediate(decoded(coder, hex.get(key)));
    }

    @Override
    public ReadableState<Boolean> isEmpty() {
      return ReadableStates.immediate(hex.isEmpty());
    }

    @Override
    public ReadableState<Iterable<K>> keys() {
      return ReadableStates.immediate(hex.keySet());
    }

    @Override
    public void clear() {
      hex.clear();
    }

    @Override
    public ReadableState<V> computeIfAbsent(K key, Function<? super K, ? extends V> function) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ReadableState<V> getOrDefault(K key, V value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ReadableState<Iterable<V>> values() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ReadableState<Iterable<Map.Entry<K, V>>> entries() {
      throw new UnsupportedOperationException();
    }
  }
}
