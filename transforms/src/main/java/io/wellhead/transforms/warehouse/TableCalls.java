// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.googleapis.services.AbstractGoogleClientRequest;
import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.Dataset;
import com.google.api.services.bigquery.model.DatasetReference;
import com.google.api.services.bigquery.model.Table;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls about datasets and tables. Safe for use by several threads. */
final class TableCalls {
  private static final Logger LOG = LoggerFactory.getLogger(TableCalls.class);
  static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final Bigquery bigquery;
  private final WarehouseTarget target;

  TableCalls(Bigquery bigquery, WarehouseTarget target) {
    this.bigquery = bigquery;
    this.target = target;
  }

  /** Makes the table's dataset unless it is there. */
  void makeDataset(TableDefinition table) throws WarehouseException {
    makeDataset(target.dataset(table.tableName()));
  }

  /** Makes the dataset unless it is there. */
  void makeDataset(String dataset) throws WarehouseException {
    String what = "dataset " + dataset;
    Dataset wanted =
        new Dataset()
            .setLocation(target.location())
            .setDatasetReference(
                new DatasetReference().setProjectId(target.project()).setDatasetId(dataset));
    try {
      call(what, () -> bigquery.datasets().get(target.project(), dataset));
      return;
    } catch (WarehouseException e) {
      requireStatus(e, NOT_FOUND);
    }
    try {
      call(what, () -> bigquery.datasets().insert(target.project(), wanted));
      LOG.info("dataset made dataset={}", dataset);
    } catch (WarehouseException e) {
      requireStatus(e, CONFLICT);
    }
  }

  /** A table, and whether it has just been made. */
  record Found(Table table, boolean made) {}

  /** Makes the table if it is missing, in a dataset that exists; what another made is found. */
  Found findOrInsert(TableDefinition definition) throws WarehouseException {
    return findOrInsert(definition.tableName(), definition.toTable(target));
  }

  /** The same with a table or view that is wanted. */
  Found findOrInsert(TableName name, Table wanted) throws WarehouseException {
    Optional<Table> found = find(name);
    if (found.isPresent()) {
      return new Found(found.get(), false);
    }
    try {
      return new Found(insert(name, wanted), true);
    } catch (WarehouseException raced) {
      requireStatus(raced, CONFLICT);
      return new Found(get(name), false);
    }
  }

  /** The table or view, if it is there. */
  Optional<Table> find(TableName name) throws WarehouseException {
    try {
      return Optional.of(get(name));
    } catch (WarehouseException e) {
      requireStatus(e, NOT_FOUND);
      return Optional.empty();
    }
  }

  private Table get(TableName name) throws WarehouseException {
    String dataset = target.dataset(name);
    return call(
        name.toString(), () -> bigquery.tables().get(target.project(), dataset, name.table()));
  }

  private Table insert(TableName name, Table wanted) throws WarehouseException {
    String dataset = target.dataset(name);
    wanted.setTableReference(target.reference(name));
    Table made =
        call(name.toString(), () -> bigquery.tables().insert(target.project(), dataset, wanted));
    LOG.info("table made table={}.{}", dataset, name.table());
    return made;
  }

  /**
   * Changes a table.
   *
   * @param etag the state that is changed: another one is refused with status 412; null for any
   */
  Table patch(TableName name, Table patch, @Nullable String etag) throws WarehouseException {
    String dataset = target.dataset(name);
    Table patched =
        call(
            name.toString(),
            () -> {
              Bigquery.Tables.Patch request =
                  bigquery.tables().patch(target.project(), dataset, name.table(), patch);
              request.getRequestHeaders().setIfMatch(etag);
              return request;
            });
    LOG.info("table updated table={} members={}", name, patch.keySet());
    return patched;
  }

  /** Gives a column a wider type. */
  void widen(TableDefinition definition, String column, ColumnType type) throws WarehouseException {
    String what = definition.qualifiedName() + "." + column;
    String name = "`" + column.replace("\\", "\\\\").replace("`", "\\`") + "`";
    Warehouse warehouse =
        new Warehouse(bigquery, target, Warehouse.DEFAULT_TIMEOUT, 1, Clock.systemUTC());
    try {
      warehouse.query(
          "ALTER TABLE "
              + target.sqlName(definition)
              + " ALTER COLUMN "
              + name
              + " SET DATA TYPE "
              + type);
    } catch (QueryException e) {
      throw e.getCause() instanceof GoogleJsonResponseException refusal
          ? WarehouseException.refused(refusal, what, target.project())
          : WarehouseException.unanswered(e, what, target.project());
    } catch (IOException e) {
      throw WarehouseException.unanswered(e, what, target.project());
    }
    LOG.info("column widened column={} type={}", what, type);
  }

  private interface Request<T> {
    AbstractGoogleClientRequest<T> build() throws IOException;
  }

  private <T> T call(String what, Request<T> request) throws WarehouseException {
    try {
      return request.build().execute();
    } catch (GoogleJsonResponseException e) {
      throw WarehouseException.refused(e, what, target.project());
    } catch (IOException e) {
      throw WarehouseException.unanswered(e, what, target.project());
    }
  }

  private static void requireStatus(WarehouseException e, int expected) throws WarehouseException {
    if (e.status() != expected) {
      throw e;
    }
  }
}
