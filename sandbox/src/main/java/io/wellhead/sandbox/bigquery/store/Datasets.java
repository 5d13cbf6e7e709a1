// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The datasets of a warehouse. Any thread may call; a change is in the file when the method
 * returns. Errors of the request are {@link ServiceError}s.
 */
public final class Datasets {
  private final Writer writer;
  private final Catalog catalog;
  private final ResourceTimes times;
  private final Tables tables;

  Datasets(Writer writer, Catalog catalog, ResourceTimes times, Tables tables) {
    this.writer = writer;
    this.catalog = catalog;
    this.times = times;
    this.tables = tables;
  }

  /** The default project and those that have a dataset, in the order of their names. */
  public List<String> projects() {
    return catalog.projects();
  }

  public boolean hasProject(String project) {
    return catalog.hasProject(project);
  }

  public Optional<ObjectNode> find(DatasetId id) {
    return catalog.findDataset(id).map(d -> d.resource().deepCopy());
  }

  public ObjectNode get(DatasetId id) {
    return catalog.dataset(id).resource().deepCopy();
  }

  /** Identifiers in the order of their names. */
  public List<DatasetId> of(String project) {
    return catalog.datasets(project).stream().map(Catalog.Dataset::id).toList();
  }

  public ObjectNode create(DatasetId id, ObjectNode resource) {
    return writer.alone(
        commit -> {
          if (catalog.findDataset(id).isPresent()) {
            throw ServiceError.duplicate("Dataset", id);
          }
          times.made(resource);
          Catalog.Dataset dataset =
              new Catalog.Dataset(id, catalog.freeSchemaName(id), resource.deepCopy());
          Connection connection = commit.connection();
          TableLayout.execute(connection, "CREATE SCHEMA " + Sql.quote(dataset.schemaName()));
          Catalog.save(connection, dataset);
          commit.onCommit(() -> catalog.put(dataset));
          return resource;
        });
  }

  public ObjectNode change(DatasetId id, UnaryOperator<ObjectNode> change) {
    return writer.alone(
        commit -> {
          Catalog.Dataset old = catalog.dataset(id);
          ObjectNode resource = change.apply(old.resource().deepCopy());
          times.changed(resource);
          Catalog.Dataset dataset = new Catalog.Dataset(id, old.schemaName(), resource.deepCopy());
          Catalog.save(commit.connection(), dataset);
          commit.onCommit(() -> catalog.put(dataset));
          return resource;
        });
  }

  /** Deletes a dataset; one that holds tables only together with them. */
  public void delete(DatasetId id, boolean deleteContents) {
    writer.alone(
        commit -> {
          Catalog.Dataset dataset = catalog.dataset(id);
          List<TableDefinition> contents = catalog.tables(id);
          if (!contents.isEmpty() && !deleteContents) {
            throw new ServiceError(
                ServiceError.Reason.RESOURCE_IN_USE, "Dataset " + id + " is still in use");
          }
          for (TableDefinition table : contents) {
            tables.drop(commit, table);
          }
          Connection connection = commit.connection();
          TableLayout.execute(connection, "DROP SCHEMA " + Sql.quote(dataset.schemaName()));
          Catalog.deleteSaved(connection, id);
          commit.onCommit(() -> catalog.remove(id));
          return null;
        });
  }
}
