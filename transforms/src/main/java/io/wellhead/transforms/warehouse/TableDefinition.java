// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static java.util.Objects.requireNonNull;

import com.google.api.services.bigquery.model.Clustering;
import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableConstraints;
import com.google.api.services.bigquery.model.TableSchema;
import com.google.api.services.bigquery.model.TimePartitioning;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table of the warehouse, as its schema files state it or as it was found at run time.
 *
 * @param dataset dataset name without the configured prefix
 * @param name table name
 * @param description what a row is
 * @param columns in the order of the file
 * @param partitionColumn column of the day partitions, if the table is partitioned
 * @param clustering columns by which BigQuery sorts, at most four
 * @param primaryKey key of a current-state table; empty for an append table
 * @param maxStaleness how old the answer to a query may be, as BigQuery's interval text
 * @param sequenceColumn STRING column of a current-state table in which the writer repeats the
 *     sequence of each change, if it has one
 * @param writtenAtColumn TIMESTAMP column of a current-state table in which the writer notes when
 *     it wrote, if it has one
 * @param options what rows do not depend on
 */
public record TableDefinition(
    String dataset,
    String name,
    String description,
    List<Column> columns,
    @Nullable String partitionColumn,
    List<String> clustering,
    List<String> primaryKey,
    @Nullable String maxStaleness,
    @Nullable String sequenceColumn,
    @Nullable String writtenAtColumn,
    TableOptions options)
    implements Serializable {

  public TableDefinition {
    requireNonNull(dataset, "dataset");
    requireNonNull(name, "name");
    requireNonNull(description, "description");
    columns = List.copyOf(columns);
    clustering = List.copyOf(clustering);
    primaryKey = List.copyOf(primaryKey);
    requireNonNull(options, "options");
    requireColumn(dataset + "." + name, columns, sequenceColumn, ColumnType.STRING);
    requireColumn(dataset + "." + name, columns, writtenAtColumn, ColumnType.TIMESTAMP);
  }

  /**
   * A table whose writer fills the columns {@code change_sequence} and {@code updated_at}, if it
   * holds current state and has them.
   */
  public TableDefinition(
      String dataset,
      String name,
      String description,
      List<Column> columns,
      @Nullable String partitionColumn,
      List<String> clustering,
      List<String> primaryKey,
      @Nullable String maxStaleness) {
    this(
        dataset,
        name,
        description,
        columns,
        partitionColumn,
        clustering,
        primaryKey,
        maxStaleness,
        own(CdcColumns.SEQUENCE_COPY, columns, primaryKey),
        own(CdcColumns.UPDATED_AT, columns, primaryKey),
        TableOptions.NONE);
  }

  private static @Nullable String own(String column, List<Column> columns, List<String> key) {
    return !key.isEmpty() && columns.stream().anyMatch(c -> c.name().equals(column))
        ? column
        : null;
  }

  private static void requireColumn(
      String table, List<Column> columns, @Nullable String name, ColumnType type) {
    if (name != null
        && columns.stream().noneMatch(c -> c.name().equals(name) && c.type() == type)) {
      throw new IllegalArgumentException(table + " has no column " + name + " of type " + type);
    }
  }

  /**
   * Begins a table that is only appended to and has nothing but columns; its writer fills none of
   * them.
   */
  public static Builder builder(TableName name, List<Column> columns) {
    return new Builder(name, columns);
  }

  /** Begins a table that is the same but for what is set. */
  public Builder toBuilder() {
    return new Builder(tableName(), columns)
        .description(description)
        .partitionColumn(partitionColumn)
        .clustering(clustering)
        .primaryKey(primaryKey)
        .maxStaleness(maxStaleness)
        .sequenceColumn(sequenceColumn)
        .writtenAtColumn(writtenAtColumn)
        .options(options);
  }

  /** The same table with those columns; it must keep those that the writer fills. */
  public TableDefinition withColumns(List<Column> newColumns) {
    return toBuilder().columns(newColumns).build();
  }

  /** The same table with those options. */
  public TableDefinition withOptions(TableOptions newOptions) {
    return toBuilder().options(newOptions).build();
  }

  /** A table of the same shape with another name. */
  public TableDefinition at(TableName other) {
    return toBuilder().name(other).build();
  }

  /** Whether rows are replaced and deleted by key, instead of only appended. */
  public boolean isCurrentState() {
    return !primaryKey.isEmpty();
  }

  /** The column of that exact name. */
  public Optional<Column> column(String columnName) {
    return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
  }

  /** Dataset and table, without project and dataset prefix. */
  public TableName tableName() {
    return new TableName(dataset, name);
  }

  /** {@code dataset.table}, without project and dataset prefix. */
  public String qualifiedName() {
    return dataset + "." + name;
  }

  /** The columns as BigQuery's REST API states a schema. */
  public TableSchema toTableSchema() {
    return new TableSchema().setFields(FieldSchemas.of(columns));
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
      table.setTimePartitioning(
          new TimePartitioning()
              .setType("DAY")
              .setField(partitionColumn)
              .setExpirationMs(options.partitionExpirationMillis()));
    }
    if (!options.labels().isEmpty()) {
      table.setLabels(options.labels());
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

  /** Sets the members of a table one by one; see {@link TableDefinition} for what they are. */
  public static final class Builder {
    private TableName name;
    private List<Column> columns;
    private String description = "";
    private @Nullable String partitionColumn;
    private List<String> clustering = List.of();
    private List<String> primaryKey = List.of();
    private @Nullable String maxStaleness;
    private @Nullable String sequenceColumn;
    private @Nullable String writtenAtColumn;
    private TableOptions options = TableOptions.NONE;

    private Builder(TableName name, List<Column> columns) {
      this.name = name;
      this.columns = columns;
    }

    private Builder name(TableName value) {
      name = value;
      return this;
    }

    private Builder columns(List<Column> value) {
      columns = value;
      return this;
    }

    public Builder description(String value) {
      description = value;
      return this;
    }

    public Builder partitionColumn(@Nullable String value) {
      partitionColumn = value;
      return this;
    }

    public Builder clustering(List<String> value) {
      clustering = value;
      return this;
    }

    public Builder primaryKey(List<String> value) {
      primaryKey = value;
      return this;
    }

    public Builder maxStaleness(@Nullable String value) {
      maxStaleness = value;
      return this;
    }

    public Builder sequenceColumn(@Nullable String value) {
      sequenceColumn = value;
      return this;
    }

    public Builder writtenAtColumn(@Nullable String value) {
      writtenAtColumn = value;
      return this;
    }

    public Builder options(TableOptions value) {
      options = value;
      return this;
    }

    /**
     * The table.
     *
     * @throws IllegalArgumentException if it lacks a column that the writer is to fill
     */
    public TableDefinition build() {
      return new TableDefinition(
          name.dataset(),
          name.table(),
          description,
          columns,
          partitionColumn,
          clustering,
          primaryKey,
          maxStaleness,
          sequenceColumn,
          writtenAtColumn,
          options);
    }
  }
}
