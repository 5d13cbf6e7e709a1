// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static java.util.Objects.requireNonNull;

import com.google.api.services.bigquery.model.Clustering;
import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableConstraints;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableSchema;
import com.google.api.services.bigquery.model.TimePartitioning;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table of the warehouse as its schema files state it.
 *
 * @param dataset dataset name without the configured prefix
 * @param name table name
 * @param description what a row is
 * @param columns in the order of the file
 * @param partitionColumn TIMESTAMP column of the day partitions, if the table is partitioned
 * @param clustering columns by which BigQuery sorts, at most four
 * @param primaryKey key of a current-state table; empty for an append table
 * @param maxStaleness how old the answer to a query may be, as BigQuery's interval text
 */
public record TableDefinition(
    String dataset,
    String name,
    String description,
    List<Column> columns,
    @Nullable String partitionColumn,
    List<String> clustering,
    List<String> primaryKey,
    @Nullable String maxStaleness)
    implements Serializable {

  public TableDefinition {
    requireNonNull(dataset, "dataset");
    requireNonNull(name, "name");
    requireNonNull(description, "description");
    columns = List.copyOf(columns);
    clustering = List.copyOf(clustering);
    primaryKey = List.copyOf(primaryKey);
  }

  /** Whether rows are replaced and deleted by key, instead of only appended. */
  public boolean isCurrentState() {
    return !primaryKey.isEmpty();
  }

  /** The column of that exact name. */
  public Optional<Column> column(String columnName) {
    return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
  }

  /** {@code dataset.table}, without project and dataset prefix. */
  public String qualifiedName() {
    return dataset + "." + name;
  }

  /** The columns as BigQuery's REST API states a schema. */
  public TableSchema toTableSchema() {
    return new TableSchema()
        .setFields(
            columns.stream()
                .map(
                    column ->
                        new TableFieldSchema()
                            .setName(column.name())
                            .setType(column.type().name())
                            .setMode(column.mode())
                            .setDescription(column.description()))
                .toList());
  }

  /** The whole table resource, ready to be inserted. */
  Table toTable(WarehouseTarget target) {
    Table table =
        new Table()
            .setTableReference(target.reference(this))
            .setDescription(description)
            .setSchema(toTableSchema())
            .setMaxStaleness(maxStaleness);
    if (partitionColumn != null) {
      table.setTimePartitioning(new TimePartitioning().setType("DAY").setField(partitionColumn));
    }
    if (!clustering.isEmpty()) {
      table.setClustering(new Clustering().setFields(clustering));
    }
    if (isCurrentState()) {
      table.setTableConstraints(
          new TableConstraints()
              .setPrimaryKey(new TableConstraints.PrimaryKey().setColumns(primaryKey)));
    }
    return table;
  }
}
