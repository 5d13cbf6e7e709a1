// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One method of the REST API.
 *
 * @param id name in the discovery document without the service, such as {@code tables.get}
 * @param path below {@code /bigquery/v2/}; parameters in braces
 * @param query names of the query parameters
 */
record Route(
    String id, String method, String path, boolean hasBody, List<String> query, Handler handler) {

  /** Answers a request; null is an empty answer. */
  interface Handler {
    @Nullable JsonNode handle(Request request) throws Exception;
  }

  Route {
    query = List.copyOf(query);
  }

  static Route get(String id, String path, Handler handler, String... query) {
    return new Route(id, "GET", path, false, List.of(query), handler);
  }

  static Route post(String id, String path, Handler handler, String... query) {
    return new Route(id, "POST", path, true, List.of(query), handler);
  }

  static Route put(String id, String path, Handler handler, String... query) {
    return new Route(id, "PUT", path, true, List.of(query), handler);
  }

  static Route patch(String id, String path, Handler handler, String... query) {
    return new Route(id, "PATCH", path, true, List.of(query), handler);
  }

  static Route delete(String id, String path, Handler handler, String... query) {
    return new Route(id, "DELETE", path, false, List.of(query), handler);
  }
}
