// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.Dataset;
import com.google.api.services.bigquery.model.DatasetReference;
import com.google.api.services.bigquery.model.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the warehouse's datasets and tables as the schema files state them, and brings existing
 * tables up to date as far as BigQuery allows: columns that are missing are added, as long as they
 * may be null. Anything else that differs is refused, and nothing is ever dropped.
 *
 * <p>Safe to run again and by several at once: what another made first is taken as found.
 */
public final class TableMaker {
  private static final Logger LOG = LoggerFactory.getLogger(TableMaker.class);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final Bigquery bigquery;
  private final WarehouseTarget target;

  private TableMaker(Bigquery bigquery, WarehouseTarget target) {
    this.bigquery = bigquery;
    this.target = target;
  }

  /** A table maker for the project, dataset prefix and endpoint that the options name. */
  public static TableMaker from(PipelineOptions options) {
    return new TableMaker(
        BigQueryConnection.open(options, READ_TIMEOUT), WarehouseTarget.from(options));
  }

  /**
   * Makes or updates the tables and their datasets.
   *
   * @throws IncompatibleTableException if an existing table cannot become what its files state
   * @throws IOException if BigQuery cannot be reached or refuses; the message names the table
   */
  public void make(Collection<TableDefinition> tables) throws IOException {
    Set<String> datasets = new LinkedHashSet<>();
    tables.forEach(table -> datasets.add(target.dataset(table)));
    for (String dataset : datasets) {
      makeDataset(dataset);
    }
    for (TableDefinition table : tables) {
      makeTable(table);
    }
  }

  private void makeDataset(String dataset) throws IOException {
    try {
      bigquery.datasets().get(target.project(), dataset).execute();
      return;
    } catch (GoogleJsonResponseException e) {
      requireStatus(e, NOT_FOUND, "dataset " + dataset);
    }
    try {
      bigquery
          .datasets()
          .insert(
              target.project(),
              new Dataset()
                  .setLocation(target.location())
                  .setDatasetReference(
                      new DatasetReference().setProjectId(target.project()).setDatasetId(dataset)))
          .execute();
      LOG.info("dataset made dataset={}", dataset);
    } catch (GoogleJsonResponseException e) {
      requireStatus(e, CONFLICT, "dataset " + dataset);
    }
  }

  private void makeTable(TableDefinition definition) throws IOException {
    Table wanted = definition.toTable(target);
    String dataset = target.dataset(definition);
    Table found;
    try {
      found = bigquery.tables().get(target.project(), dataset, definition.name()).execute();
    } catch (GoogleJsonResponseException e) {
      requireStatus(e, NOT_FOUND, definition.qualifiedName());
      try {
        bigquery.tables().insert(target.project(), dataset, wanted).execute();
        LOG.info("table made table={}.{}", dataset, definition.name());
        return;
      } catch (GoogleJsonResponseException raced) {
        requireStatus(raced, CONFLICT, definition.qualifiedName());
        found = bigquery.tables().get(target.project(), dataset, definition.name()).execute();
      }
    }
    Table patch = TableDifference.of(definition, wanted, found).patch();
    if (!patch.isEmpty()) {
      patchTable(definition, patch);
    }
  }

  private void patchTable(TableDefinition definition, Table patch) throws IOException {
    try {
      bigquery
          .tables()
          .patch(target.project(), target.dataset(definition), definition.name(), patch)
          .execute();
      LOG.info("table updated table={} members={}", definition.qualifiedName(), patch.keySet());
    } catch (GoogleJsonResponseException e) {
      throw failure(e, definition.qualifiedName());
    }
  }

  private void requireStatus(GoogleJsonResponseException e, int expected, String what)
      throws IOException {
    if (e.getStatusCode() != expected) {
      throw failure(e, what);
    }
  }

  private IOException failure(GoogleJsonResponseException e, String what) {
    String reason = e.getDetails() == null ? e.getStatusMessage() : e.getDetails().getMessage();
    return new IOException(
        "BigQuery answered "
            + e.getStatusCode()
            + " for "
            + what
            + " in project "
            + target.project()
            + ": "
            + reason,
        e);
  }
}
