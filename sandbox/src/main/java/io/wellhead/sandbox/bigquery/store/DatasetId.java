// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import java.util.regex.Pattern;

/** A dataset of a project; written {@code project:dataset} in messages, as BigQuery does. */
public record DatasetId(String project, String dataset) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,1024}");

  public DatasetId {
    if (!NAME.matcher(dataset).matches()) {
      throw ServiceError.invalid(
          "Invalid dataset ID \""
              + dataset
              + "\". Dataset IDs must be alphanumeric (plus underscores).");
    }
  }

  @Override
  public String toString() {
    return project + ":" + dataset;
  }
}
