// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.googleapis.services.AbstractGoogleClientRequest;
import com.google.api.client.util.Sleeper;
import com.google.api.services.bigquery.Bigquery;
import com.google.api.services.bigquery.model.Dataset;
import com.google.api.services.bigquery.model.DatasetReference;
import com.google.api.services.bigquery.model.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  /**
   * A table maker for the project, dataset prefix and endpoint that the options name.
   *
   * @throws IllegalArgumentException if an option is missing or not accepted
   * @throws UncheckedIOException if the endpoint is local and does not answer
   * @throws WarehouseException if there are no credentials
   */
  public static TableMaker from(PipelineOptions options) throws WarehouseException {
    return from(options, Sleeper.DEFAULT);
  }

  /** The same with that way to wait before a call is repeated. */
  static TableMaker from(PipelineOptions options, Sleeper sleeper) throws WarehouseException {
    WarehouseTarget target = WarehouseTarget.from(options);
    return new TableMaker(BigQueryConnection.open(options, READ_TIMEOUT, sleeper), target);
  }

  /**
   * Makes or updates the tables and their datasets.
   *
   * @throws IncompatibleTableException if an existing table cannot become what its files state
   * @throws WarehouseException if BigQuery cannot be reached, still fails after the retries, or
   *     refuses
   */
  public void make(Collection<TableDefinition> tables) throws WarehouseException {
    Set<String> datasets = new LinkedHashSet<>();
    tables.forEach(table -> datasets.add(target.dataset(table)));
    for (String dataset : datasets) {
      makeDataset(dataset);
    }
    for (TableDefinition table : tables) {
      makeTable(table);
    }
  }

  private void makeDataset(String dataset) throws WarehouseException {
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

  private void makeTable(TableDefinition definition) throws WarehouseException {
    Table wanted = definition.toTable(target);
    Table found;
    try {
      found = find(definition);
    } catch (WarehouseException e) {
      requireStatus(e, NOT_FOUND);
      try {
        insert(definition, wanted);
        return;
      } catch (WarehouseException raced) {
        requireStatus(raced, CONFLICT);
        found = find(definition);
      }
    }
    Table patch = TableDifference.of(definition, wanted, found).patch();
    if (!patch.isEmpty()) {
      patch(definition, patch);
    }
  }

  private Table find(TableDefinition definition) throws WarehouseException {
    String dataset = target.dataset(definition);
    return call(
        definition.qualifiedName(),
        () -> bigquery.tables().get(target.project(), dataset, definition.name()));
  }

  private void insert(TableDefinition definition, Table wanted) throws WarehouseException {
    String dataset = target.dataset(definition);
    call(
        definition.qualifiedName(),
        () -> bigquery.tables().insert(target.project(), dataset, wanted));
    LOG.info("table made table={}.{}", dataset, definition.name());
  }

  private void patch(TableDefinition definition, Table patch) throws WarehouseException {
    String dataset = target.dataset(definition);
    call(
        definition.qualifiedName(),
        () -> bigquery.tables().patch(target.project(), dataset, definition.name(), patch));
    LOG.info("table updated table={} members={}", definition.qualifiedName(), patch.keySet());
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
