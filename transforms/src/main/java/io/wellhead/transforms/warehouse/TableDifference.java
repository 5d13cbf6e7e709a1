// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares a table that exists with its definition. The patch adds columns and fields of records,
 * lets a column be null that must not be so any more, adds labels, and brings clustering, primary
 * key, staleness and the table's description up to date; a column that exists keeps what else it
 * has, description included, and a label its value.
 */
record TableDifference(Table patch) {

  static TableDifference of(TableDefinition definition, Table wanted, Table found) {
    Table patch = new Table();
    List<TableFieldSchema> existing = FieldSchemas.of(found);
    FieldMerge merge = FieldMerge.of(FieldSchemas.of(definition.columns()), existing);
    List<String> refused = new ArrayList<>(merge.differences());
    if (!merge.fields().equals(existing)) {
      patch.setSchema(new TableSchema().setFields(merge.fields()));
    }
    String partition = partition(found);
    if (!Objects.equals(partition, definition.partitionColumn())) {
      refused.add(
          "partition column: found " + partition + ", expected " + definition.partitionColumn());
    }
    if (!refused.isEmpty()) {
      throw new IncompatibleTableException(definition, refused);
    }
    if (!definition.clustering().equals(clustering(found))) {
      patch.setClustering(wanted.getClustering());
    }
    if (!definition.primaryKey().equals(primaryKey(found))) {
      patch.setTableConstraints(wanted.getTableConstraints());
    }
    if (!Objects.equals(definition.maxStaleness(), found.getMaxStaleness())) {
      patch.setMaxStaleness(definition.maxStaleness());
    }
    if (!definition.description().equals(found.getDescription())) {
      patch.setDescription(definition.description());
    }
    addLabels(definition, found, patch);
    return new TableDifference(patch);
  }

  /** Adds the labels that the table lacks to a patch, if it lacks any. */
  static void addLabels(TableDefinition wanted, Table found, Table patch) {
    Map<String, String> missing = new TreeMap<>(wanted.options().labels());
    missing.keySet().removeAll(labels(found).keySet());
    if (!missing.isEmpty()) {
      patch.setLabels(missing);
    }
  }

  static Map<String, String> labels(Table table) {
    return table.getLabels() == null ? Map.of() : table.getLabels();
  }

  static @Nullable String partition(Table table) {
    return table.getTimePartitioning() == null ? null : table.getTimePartitioning().getField();
  }

  static @Nullable Long partitionExpiration(Table table) {
    return table.getTimePartitioning() == null
        ? null
        : table.getTimePartitioning().getExpirationMs();
  }

  static List<String> clustering(Table table) {
    return table.getClustering() == null ? List.of() : table.getClustering().getFields();
  }

  static List<String> primaryKey(Table table) {
    return table.getTableConstraints() == null
            || table.getTableConstraints().getPrimaryKey() == null
        ? List.of()
        : table.getTableConstraints().getPrimaryKey().getColumns();
  }
}
