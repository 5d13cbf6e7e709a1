// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TimePartitioning;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pair of files that defines a table: {@code <table>.json}, a BigQuery JSON schema, and
 * {@code <table>.options.json}, the other members of BigQuery's table resource.
 */
final class SchemaFiles {
  private static final GsonFactory JSON = GsonFactory.getDefaultInstance();

  private SchemaFiles() {}

  static TableDefinition read(String dataset, String table) {
    String path = "/io/wellhead/schemas/" + dataset + "/" + table;
    TableName name = new TableName(dataset, table);
    return parse(name, path, text(path + ".json"), text(path + ".options.json"));
  }

  /**
   * Reads the texts of the two files.
   *
   * @param path by which errors name the files, without their endings
   */
  static TableDefinition parse(TableName name, String path, String schema, String more) {
    Table options = parse(more, Table.class, path);
    List<TableFieldSchema> fields =
        parse(
                "{\"fields\":" + schema + "}",
                com.google.api.services.bigquery.model.TableSchema.class,
                path)
            .getFields();
    return new TableDefinition(
        name.dataset(),
        name.table(),
        Objects.requireNonNull(options.getDescription(), path + ".options.json: description"),
        fields.stream().map(field -> column(field, path)).toList(),
        partitionColumn(options, path),
        Optional.ofNullable(options.getClustering()).map(c -> c.getFields()).orElse(List.of()),
        Optional.ofNullable(options.getTableConstraints())
            .map(constraints -> constraints.getPrimaryKey().getColumns())
            .orElse(List.of()),
        options.getMaxStaleness());
  }

  private static Column column(TableFieldSchema field, String path) {
    return new Column(
        field.getName(),
        ColumnType.named(field.getType()),
        FieldSchemas.mode(field),
        Objects.requireNonNull(
            field.getDescription(), path + ".json: description of " + field.getName()),
        FieldSchemas.inner(field).stream().map(inner -> column(inner, path)).toList());
  }

  private static @Nullable String partitionColumn(Table options, String path) {
    TimePartitioning partitioning = options.getTimePartitioning();
    if (partitioning == null) {
      return null;
    }
    if (!"DAY".equals(partitioning.getType())) {
      throw new IllegalArgumentException(
          path + ".options.json: partitioning " + partitioning.getType() + " is not supported");
    }
    return partitioning.getField();
  }

  private static <T> T parse(String json, Class<T> type, String path) {
    try {
      return JSON.fromString(json, type);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("schema files " + path + " cannot be read", e);
    }
  }

  private static String text(String path) {
    try (InputStream in = SchemaFiles.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("schema file " + path + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("schema file " + path + " cannot be read", e);
    }
  }
}
