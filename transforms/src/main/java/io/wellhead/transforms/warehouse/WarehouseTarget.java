// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static java.util.Objects.requireNonNull;

import com.google.api.services.bigquery.model.TableReference;
import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * The project and the datasets in which our tables live.
 *
 * @param project Google Cloud project id
 * @param datasetPrefix put before every dataset name; may be empty
 * @param location BigQuery location of datasets to be created; null leaves it to BigQuery
 */
public record WarehouseTarget(String project, String datasetPrefix, @Nullable String location)
    implements Serializable {
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_]{0,200}");

  public WarehouseTarget {
    requireNonNull(project, "project");
    if (!PREFIX.matcher(datasetPrefix).matches()) {
      throw new IllegalArgumentException(
          "--datasetPrefix="
              + datasetPrefix
              + ": only letters, digits and underscores are accepted, at most 200");
    }
  }

  /**
   * The target that the options name: {@code --bigQueryProject}, else {@code --project}; {@code
   * --datasetPrefix}; {@code --warehouseLocation}.
   *
   * @throws IllegalArgumentException if there is no project, or the prefix is not accepted
   */
  public static WarehouseTarget from(PipelineOptions options) {
    WarehouseOptions warehouse = options.as(WarehouseOptions.class);
    String project =
        Optional.ofNullable(warehouse.getBigQueryProject())
            .or(() -> Optional.ofNullable(warehouse.getProject()))
            .filter(name -> !name.isBlank())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "--project is missing: the Google Cloud project of the warehouse (the"
                            + " BigQuery sandbox accepts any, such as demo)"));
    return new WarehouseTarget(
        project, warehouse.getDatasetPrefix(), warehouse.getWarehouseLocation());
  }

  /** Dataset of the table, prefix included. */
  public String dataset(TableDefinition table) {
    return dataset(table.tableName());
  }

  /** Dataset of the table, prefix included. */
  public String dataset(TableName table) {
    return datasetPrefix + table.dataset();
  }

  /** Full reference of the table. */
  public TableReference reference(TableDefinition table) {
    return reference(table.tableName());
  }

  /** Full reference of the table. */
  public TableReference reference(TableName table) {
    return new TableReference()
        .setProjectId(project)
        .setDatasetId(dataset(table))
        .setTableId(table.table());
  }

  /** The name of a table of this target. */
  TableName name(TableReference reference) {
    return new TableName(
        reference.getDatasetId().substring(datasetPrefix.length()), reference.getTableId());
  }

  /** The table's name for a query, in backticks: {@code `project.dataset.table`}. */
  public String sqlName(TableDefinition table) {
    return sqlName(table.tableName());
  }

  /** The table's name for a query, in backticks: {@code `project.dataset.table`}. */
  public String sqlName(TableName table) {
    return "`" + project + "." + dataset(table) + "." + table.table() + "`";
  }
}
