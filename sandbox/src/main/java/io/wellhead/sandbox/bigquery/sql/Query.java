// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.wellhead.sandbox.bigquery.store.DatasetId;
import org.jspecify.annotations.Nullable;

/**
 * A query as a client asks for it.
 *
 * @param project in which names without a project are looked up
 * @param parameters the {@code queryParameters} of the request, or null
 */
public record Query(
    String project, @Nullable DatasetId defaultDataset, String sql, @Nullable JsonNode parameters) {

  public static Query of(String project, String sql) {
    return new Query(project, null, sql, null);
  }
}
