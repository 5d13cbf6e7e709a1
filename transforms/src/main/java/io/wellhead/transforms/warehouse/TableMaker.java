// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.client.util.Sleeper;
import com.google.api.services.bigquery.model.Table;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Makes the warehouse's datasets and tables as the schema files state them, and brings existing
 * tables up to date as far as BigQuery allows: columns that are missing are added, as long as they
 * may be null, and columns may become so; labels are added. Anything else that differs is refused,
 * and nothing is ever dropped. Tables that are known only at run time are {@linkplain #merge
 * merged}.
 *
 * <p>Safe to run again and by several at once: what another made first is taken as found.
 */
public final class TableMaker {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);

  private final TableCalls calls;
  private final WarehouseTarget target;
  private final Sleeper sleeper;

  private TableMaker(TableCalls calls, WarehouseTarget target, Sleeper sleeper) {
    this.calls = calls;
    this.target = target;
    this.sleeper = sleeper;
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
    TableCalls calls =
        new TableCalls(BigQueryConnection.open(options, READ_TIMEOUT, sleeper), target);
    return new TableMaker(calls, target, sleeper);
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
    tables.forEach(table -> datasets.add(target.dataset(table.tableName())));
    for (String dataset : datasets) {
      calls.makeDataset(dataset);
    }
    for (TableDefinition table : tables) {
      makeTable(table);
    }
  }

  /**
   * Makes a view, in a dataset that exists, or gives it another query. Safe to be called by several
   * at once.
   *
   * @throws IncompatibleTableException if a table has its name
   * @throws WarehouseException if BigQuery cannot be reached, still fails after the retries, or
   *     refuses
   */
  public void make(View view) throws WarehouseException {
    new ViewMaking(calls, view).run();
  }

  /**
   * A table or view as it is now.
   *
   * @throws WarehouseException if BigQuery cannot be reached, still fails after the retries, or
   *     refuses
   */
  public Optional<TableDefinition> find(TableName name) throws WarehouseException {
    return calls.find(name).map(table -> TableMerge.found(name, table, null, null));
  }

  /** A table's full name in a query, in backticks. */
  public String sqlName(TableName name) {
    return target.sqlName(name);
  }

  private void makeTable(TableDefinition definition) throws WarehouseException {
    TableCalls.Found found = calls.findOrInsert(definition);
    if (found.made()) {
      return;
    }
    Table wanted = definition.toTable(target);
    Table patch = TableDifference.of(definition, wanted, found.table()).patch();
    if (!patch.isEmpty()) {
      calls.patch(definition.tableName(), patch, null);
    }
  }

  /**
   * Brings a table that was found at run time up to what rows of one more shape need: makes it, and
   * its dataset, or else adds the columns and fields of records that it lacks, lets those be null
   * that may be so in the wanted one, and widens INT64, NUMERIC and BIGNUMERIC columns that are
   * wanted wider ({@link ColumnType#isWidenedBy}), and adds the labels that it lacks. A table that
   * says that it is {@linkplain TableOptions#SOURCE_LABEL of another source} stays as it is. Key,
   * partitioning, clustering, staleness and descriptions of a table that exists stay.
   *
   * <p>Safe to be called by several at once and from any thread: no column of another is lost, and
   * whatever the order, the table ends with the same columns of the same types, unless two want
   * types of which neither widens the other: then the first one stays. Nothing is written when
   * nothing is missing.
   *
   * @return the table as it is now, with all its columns whose type Wellhead can write, in its own
   *     spelling, and with its own key. A column can be of another type than was wanted, or be
   *     missing when it is of a type that Wellhead does not write.
   * @throws WarehouseException if BigQuery cannot be reached, still fails after the retries, or
   *     refuses
   */
  public TableDefinition merge(TableDefinition wanted) throws WarehouseException {
    return new TableMerge(calls, wanted, sleeper).run();
  }
}
