// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import org.apache.beam.sdk.io.gcp.bigquery.BigQueryOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.jspecify.annotations.Nullable;

/** Where the warehouse is and how it is written, beside Beam's own BigQuery options. */
public interface WarehouseOptions extends BigQueryOptions {
  @Description(
      "Put before every dataset name, for several warehouses in one project: letters, digits and"
          + " underscores, such as dev_. Default: none.")
  @Default.String("")
  String getDatasetPrefix();

  void setDatasetPrefix(String value);

  @Description(
      "BigQuery location of datasets that the pipeline creates, such as US, EU or us-central1."
          + " Default: BigQuery's own default.")
  @Nullable String getWarehouseLocation();

  void setWarehouseLocation(@Nullable String value);

  @Description(
      "Append to bronze tables at least once instead of exactly once: cheaper, and a retried write"
          + " may leave a row twice. Default: false.")
  @Default.Boolean(false)
  boolean getAppendAtLeastOnce();

  void setAppendAtLeastOnce(boolean value);
}
