// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request by method and path. */
final class Router {

  /** A route with the values of its path parameters. */
  record Match(Route route, Map<String, String> parameters) {}

  private record Entry(Route route, List<String> segments) {}

  private final List<Entry> entries = new ArrayList<>();

  Router(List<Route> routes) {
    for (Route route : routes) {
      entries.add(new Entry(route, segments(route.path())));
    }
  }

  /**
   * @param path as it came, still encoded, below {@code /bigquery/v2/}
   */
  Optional<Match> find(String method, String path) {
    List<String> segments = segments(path);
    for (Entry entry : entries) {
      if (entry.route().method().equals(method) && entry.segments().size() == segments.size()) {
        Map<String, String> parameters = match(entry.segments(), segments);
        if (parameters != null) {
          return Optional.of(new Match(entry.route(), parameters));
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }

  private static @Nullable Map<String, String> match(List<String> pattern, List<String> segments) {
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String expected = pattern.get(i);
      if (expected.startsWith("{")) {
        String value = segments.get(i).replace("+", "%2B");
        parameters.put(
            expected.substring(1, expected.length() - 1),
            URLDecoder.decode(value, StandardCharsets.UTF_8));
      } else if (!expected.equals(segments.get(i))) {
        return null;
      }
    }
    return parameters;
  }
}
