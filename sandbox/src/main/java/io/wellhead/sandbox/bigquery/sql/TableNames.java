// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.sql;

import io.wellhead.sandbox.bigquery.store.DatasetId;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import io.wellhead.sandbox.bigquery.store.TableDefinition;
import io.wellhead.sandbox.bigquery.store.TableId;
import io.wellhead.sandbox.bigquery.store.Warehouse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Resolves dotted names to tables, as seen from one project and perhaps a default dataset. */
final class TableNames {
  private final Warehouse warehouse;
  private final String project;
  private final @Nullable DatasetId defaultDataset;

  /**
   * What a dotted name stands for.
   *
   * @param sql DuckDB's name of it
   * @param used how many parts of the name it takes; the others are fields
   * @param table null for a view of INFORMATION_SCHEMA
   */
  record Match(String sql, int used, @Nullable TableDefinition table) {}

  TableNames(Warehouse warehouse, String project, @Nullable DatasetId defaultDataset) {
    this.warehouse = warehouse;
    this.project = project;
    this.defaultDataset = defaultDataset;
  }

  boolean hasProject(String name) {
    return warehouse.datasets().hasProject(name);
  }

  /**
   * Finds what a name stands for.
   *
   * @param mustBeTable whether the name stands where only a table can
   * @return null if the name means no table
   */
  @Nullable Match find(List<String> parts, boolean mustBeTable) {
    Match schema = InformationSchema.find(warehouse, project, parts);
    if (schema != null) {
      return schema;
    }
    if (parts.size() >= 3 && warehouse.datasets().hasProject(parts.get(0))) {
      Match match = find(parts.get(0), parts.get(1), parts.get(2), 3);
      if (match != null) {
        return match;
      }
    }
    if (parts.size() >= 2) {
      Match match = find(project, parts.get(0), parts.get(1), 2);
      if (match != null) {
        return match;
      }
    }
    if (parts.size() == 1 && mustBeTable && defaultDataset != null) {
      return find(defaultDataset.project(), defaultDataset.dataset(), parts.get(0), 1);
    }
    if (mustBeTable && (parts.size() == 2 || parts.size() == 3)) {
      throw missing(parts);
    }
    return null;
  }

  private @Nullable Match find(String inProject, String dataset, String table, int used) {
    if (dataset.isEmpty() || table.isEmpty() || table.endsWith(TableDefinition.BASE_SUFFIX)) {
      return null;
    }
    Optional<TableDefinition> found;
    try {
      found = warehouse.tables().find(TableId.of(inProject, dataset, table));
    } catch (ServiceError e) {
      // A name that no table can have: it is something else, a column perhaps.
      return null;
    }
    return found.map(t -> new Match(t.queryName(), used, t)).orElse(null);
  }

  private ServiceError missing(List<String> parts) {
    String inProject = parts.size() == 3 ? parts.get(0) : project;
    String dataset = parts.get(parts.size() - 2);
    String table = parts.get(parts.size() - 1);
    String where = " was not found in location US";
    DatasetId id = new DatasetId(inProject, dataset);
    return warehouse.datasets().find(id).isEmpty()
        ? new ServiceError(ServiceError.Reason.NOT_FOUND, "Not found: Dataset " + id + where)
        : new ServiceError(
            ServiceError.Reason.NOT_FOUND, "Not found: Table " + id + "." + table + where);
  }
}
