// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Between the records of this package and their JSON.
 *
 * <p>Undocumented fields are kept ({@code otherFields}), a missing required field is an error. All
 * methods may be called from any thread.
 */
public final class WireJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .addModule(InstantJson.module())
          .build();

  private WireJson() {}

  /**
   * Decodes one object.
   *
   * @throws WireFormatException when the JSON is broken or does not fit the type
   */
  public static <T> T decode(byte[] json, Class<T> type) {
    return decode(json, MAPPER.readerFor(type), type, type.getSimpleName());
  }

  /** As {@link #decode(byte[], Class)}, from text. */
  public static <T> T decode(String json, Class<T> type) {
    return decode(json.getBytes(StandardCharsets.UTF_8), type);
  }

  /**
   * Decodes an array of objects.
   *
   * @throws WireFormatException when the JSON is broken, not an array, or does not fit the type
   */
  public static <T> List<T> decodeList(byte[] json, Class<T> type) {
    List<?> items =
        decode(json, MAPPER.readerForListOf(type), List.class, "list of " + type.getSimpleName());
    return items.stream().map(type::cast).toList();
  }

  /**
   * Makes an object of a map whose keys are wire names.
   *
   * @throws WireFormatException when the map does not fit the type
   */
  public static <T> T fromMap(Map<String, ? extends @Nullable Object> fields, Class<T> type) {
    return decode(encode(fields), type);
  }

  /** Encodes an object or a list of objects as UTF-8, in one line. */
  public static byte[] encode(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
    }
  }

  private static <T> T decode(byte[] json, ObjectReader reader, Class<T> type, String name) {
    try {
      Object value = reader.readValue(json);
      if (value == null) {
        throw new WireFormatException("null in place of a " + name);
      }
      return type.cast(value);
    } catch (JsonProcessingException e) {
      throw failure(e, json, name);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static WireFormatException failure(JsonProcessingException e, byte[] json, String name) {
    boolean endsEarly = e instanceof JsonEOFException || e.getCause() instanceof JsonEOFException;
    if (endsEarly || new String(json, StandardCharsets.UTF_8).isBlank()) {
      return new WireFormatException(
          "the JSON of a " + name + " ends early, after " + json.length + " bytes", true);
    }
    if (e instanceof JsonMappingException mapping) {
      return new WireFormatException(
          "not a " + name + " at " + path(mapping) + ": " + e.getOriginalMessage());
    }
    return new WireFormatException(
        "not JSON at byte " + e.getLocation().getByteOffset() + ": " + e.getOriginalMessage());
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder("$");
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append('.').append(step.getFieldName());
      }
    }
    return path.toString();
  }
}
