// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Aggregations of stages by site (ReStream API, section 2.6).
 *
 * @param rows by site id, the sites that have values
 * @param errors by site id, the service's text for each site that it could not aggregate
 */
@JsonDeserialize(using = AggregationsJson.Read.class)
@JsonSerialize(using = AggregationsJson.Write.class)
public record Aggregations(Map<Long, List<Row>> rows, Map<Long, String> errors) {

  /**
   * The aggregations of one stage.
   *
   * @param id history id of the stage
   * @param values by parameter name; the names are configuration of the customer, not a fixed set.
   *     A value is null when it cannot be computed
   */
  public record Row(long id, Map<String, @Nullable Number> values) {
    public Row {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  public Aggregations {
    Map<Long, List<Row>> copy = new LinkedHashMap<>();
    rows.forEach((site, ofSite) -> copy.put(site, List.copyOf(ofSite)));
    rows = Collections.unmodifiableMap(copy);
    errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
  }

  /** The row of a stage, by its history id. */
  public Optional<Row> row(long historyId) {
    return rows.values().stream()
        .flatMap(List::stream)
        .filter(row -> row.id() == historyId)
        .findFirst();
  }
}
