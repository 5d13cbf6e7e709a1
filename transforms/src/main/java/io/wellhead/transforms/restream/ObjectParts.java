// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.WireJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins what several messages tell of one pad or site. A socket's message leaves members out that
 * REST has (ReStream API spec, section 4.6, no fleet), and REST leaves out what a site is doing.
 */
final class ObjectParts {
  private static final String TIME_SPAN = "metadata";

  private ObjectParts() {}

  /**
   * The object with each member as told, and as known where nothing is told of it. The span of a
   * site's records is joined in itself: a message may give it without its newest instant.
   *
   * @param known a JSON object, or null if there is none
   * @param told a JSON object
   */
  static byte[] join(byte @Nullable [] known, byte[] told) {
    if (known == null) {
      return told;
    }
    Map<Object, @Nullable Object> all = members(known);
    members(told)
        .forEach(
            (name, value) ->
                all.put(name, name.equals(TIME_SPAN) ? span(all.get(name), value) : value));
    return WireJson.encode(all);
  }

  private static Map<Object, @Nullable Object> members(byte[] json) {
    Map<?, ?> members = WireJson.decode(json, Map.class);
    return new LinkedHashMap<>(members);
  }

  private static @Nullable Object span(@Nullable Object known, @Nullable Object told) {
    if (!(known instanceof Map<?, ?> before) || !(told instanceof Map<?, ?> after)) {
      return told == null ? known : told;
    }
    Map<Object, @Nullable Object> span = new LinkedHashMap<>(before);
    after.forEach(
        (name, value) -> {
          if (value != null) {
            span.put(name, value);
          }
        });
    return span;
  }
}
