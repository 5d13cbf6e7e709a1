// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.bigquery.store.DatasetId;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import io.wellhead.sandbox.bigquery.store.TableId;
import java.util.Map;
import java.util.Optional;

/**
 * One REST request.
 *
 * @param path values of the route's path parameters
 * @param query first value of each query parameter
 * @param body the JSON body, empty when there was none
 * @param baseUrl of this server, without a slash at the end
 * @param ifMatch the If-Match header, empty when there was none
 */
record Request(
    Map<String, String> path,
    Map<String, String> query,
    ObjectNode body,
    String baseUrl,
    String ifMatch) {

  String path(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no parameter " + name);
    }
    return value;
  }

  Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(query.getOrDefault(name, "false"));
  }

  DatasetId dataset() {
    return new DatasetId(path("projectId"), path("datasetId"));
  }

  TableId table() {
    return new TableId(dataset(), path("tableId"));
  }

  /** A whole number of at least zero. */
  Optional<Long> number(String name) {
    return query(name).map(text -> number(name, text));
  }

  static long number(String name, String text) {
    try {
      long value = Long.parseLong(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new ServiceError(
          ServiceError.Reason.INVALID,
          "Invalid value for " + name + ": " + text + "; accepted: a whole number",
          e);
    }
    throw ServiceError.invalid("Invalid value for " + name + ": " + text + "; accepted: 0 or more");
  }
}
