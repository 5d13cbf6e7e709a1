// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.client.util.BackOff;
import com.google.api.client.util.BackOffUtils;
import com.google.api.client.util.ExponentialBackOff;
import com.google.api.client.util.Sleeper;
import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableSchema;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One merge of a wanted definition into a table; see {@link TableMaker#merge}.
 *
 * <p>Columns are added to the state of the table that was read, and to no other: its ETag says so.
 * Who comes second is refused, reads again and adds what is still missing. Types are widened by
 * statements that need no such care, because BigQuery refuses to narrow.
 */
final class TableMerge {
  private static final Logger LOG = LoggerFactory.getLogger(TableMerge.class);
  private static final int PRECONDITION_FAILED = 412;
  private static final int FORBIDDEN = 403;

  /** With waits of up to ten seconds these are some minutes, for hundreds of workers at once. */
  private static final int ATTEMPTS = 40;

  /** A widening that is refused so often although the column is still too narrow never succeeds. */
  private static final int REFUSALS = 3;

  private final TableCalls calls;
  private final TableDefinition wanted;
  private final Sleeper sleeper;
  private final BackOff waits =
      new ExponentialBackOff.Builder()
          .setInitialIntervalMillis(200)
          .setMaxIntervalMillis(10_000)
          .setMaxElapsedTimeMillis(Integer.MAX_VALUE)
          .build();
  private final Map<String, Integer> refusals = new HashMap<>();
  private int failures;
  private boolean datasetMade;

  TableMerge(TableCalls calls, TableDefinition wanted, Sleeper sleeper) {
    this.calls = calls;
    this.wanted = wanted;
    this.sleeper = sleeper;
  }

  TableDefinition run() throws WarehouseException {
    while (true) {
      try {
        Table present = calls.findOrInsert(wanted).table();
        if (options(present).isOfAnotherSourceThan(wanted.options())) {
          return definition(present);
        }
        Table found = patched(present);
        Optional<Column> wider = wider(found);
        if (wider.isEmpty()) {
          TableDefinition table = definition(found);
          TableMergeMetrics.inConflict(conflicts(table));
          return table;
        }
        widen(wider.get());
      } catch (WarehouseException e) {
        recover(e);
      }
    }
  }

  /** Makes that the next attempt may succeed, or throws the failure of the last one. */
  private void recover(WarehouseException e) throws WarehouseException {
    if (e.status() == TableCalls.NOT_FOUND && !datasetMade) {
      calls.makeDataset(wanted);
      datasetMade = true;
    } else if (passes(e) && ++failures < ATTEMPTS) {
      await(e);
    } else {
      throw e;
    }
  }

  /** Adds the columns and labels that are missing. */
  private Table patched(Table found) throws WarehouseException {
    Table patch = new Table();
    List<TableFieldSchema> existing = FieldSchemas.of(found);
    List<TableFieldSchema> merged =
        FieldMerge.lenient(FieldSchemas.of(wanted.columns()), existing).fields();
    if (!merged.equals(existing)) {
      patch.setSchema(new TableSchema().setFields(merged));
    }
    TableDifference.addLabels(wanted, found, patch);
    if (patch.isEmpty()) {
      return found;
    }
    Table patched = calls.patch(wanted.tableName(), patch, found.getEtag());
    TableMergeMetrics.added(merged.size() - existing.size());
    return patched;
  }

  /** Columns whose type the table's is not, and cannot become or hold. */
  private long conflicts(TableDefinition table) {
    Map<String, Column> existing = new HashMap<>();
    table.columns().forEach(column -> existing.put(lower(column), column));
    return wanted.columns().stream()
        .filter(
            column -> {
              Column present = existing.get(lower(column));
              return present == null
                  || present.repeated() != column.repeated()
                  || (present.type() != column.type()
                      && !column.type().isWidenedBy(present.type()));
            })
        .count();
  }

  private static String lower(Column column) {
    return column.name().toLowerCase(Locale.ROOT);
  }

  private static TableOptions options(Table table) {
    return new TableOptions(
        TableDifference.labels(table), TableDifference.partitionExpiration(table));
  }

  /** A wanted column for which the table's has too narrow a type, which can be changed. */
  private Optional<Column> wider(Table found) {
    Map<String, TableFieldSchema> existing = new HashMap<>();
    FieldSchemas.of(found).forEach(field -> existing.put(FieldSchemas.key(field), field));
    return wanted.columns().stream()
        .filter(column -> refusals.getOrDefault(column.name(), 0) < REFUSALS)
        .filter(column -> isWider(column, existing.get(FieldSchemas.key(column.name()))))
        .findFirst();
  }

  private static boolean isWider(Column column, @Nullable TableFieldSchema present) {
    return present != null
        && !column.repeated()
        && FieldSchemas.mode(present) != Column.Mode.REPEATED
        && ColumnType.find(present.getType())
            .filter(type -> type.isWidenedBy(column.type()))
            .isPresent();
  }

  private void widen(Column column) throws WarehouseException {
    try {
      calls.widen(wanted, column.name(), column.type());
      TableMergeMetrics.widened();
    } catch (WarehouseException e) {
      if (e.kind() != WarehouseException.Kind.REFUSED) {
        throw e;
      }
      // Another one may have widened it further meanwhile; what is read next tells.
      if (refusals.merge(column.name(), 1, Integer::sum) == REFUSALS) {
        LOG.warn(
            "column keeps its type column={}.{} wanted={} reason={}",
            wanted.qualifiedName(),
            column.name(),
            column.type(),
            e.getMessage());
      } else {
        await(e);
      }
    }
  }

  /** Whether it may succeed when it is tried again: another was first, or many at once. */
  private static boolean passes(WarehouseException e) {
    return e.status() == PRECONDITION_FAILED
        || (e.status() == FORBIDDEN && e.kind() == WarehouseException.Kind.UNAVAILABLE);
  }

  private void await(WarehouseException failure) throws WarehouseException {
    try {
      BackOffUtils.next(sleeper, waits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    } catch (IOException e) {
      throw new IllegalStateException("a wait does not do input or output", e);
    }
  }

  private TableDefinition definition(Table found) {
    return found(wanted.tableName(), found, wanted.sequenceColumn(), wanted.writtenAtColumn());
  }

  /**
   * A table as it was found.
   *
   * @param sequence column that repeats the sequence, if it has it
   * @param writtenAt column of the time of writing, if it has it
   */
  static TableDefinition found(
      TableName name, Table found, @Nullable String sequence, @Nullable String writtenAt) {
    List<Column> columns = FieldSchemas.columns(FieldSchemas.of(found));
    return TableDefinition.builder(name, columns)
        .description(Optional.ofNullable(found.getDescription()).orElse(""))
        .partitionColumn(TableDifference.partition(found))
        .clustering(TableDifference.clustering(found))
        .primaryKey(TableDifference.primaryKey(found))
        .maxStaleness(found.getMaxStaleness())
        .sequenceColumn(same(sequence, ColumnType.STRING, columns))
        .writtenAtColumn(same(writtenAt, ColumnType.TIMESTAMP, columns))
        .options(options(found))
        .build();
  }

  /** The column as the table spells it; null if the table has none of that type. */
  private static @Nullable String same(
      @Nullable String name, ColumnType type, List<Column> columns) {
    return columns.stream()
        .filter(column -> column.type() == type && column.name().equalsIgnoreCase(name))
        .map(Column::name)
        .findFirst()
        .orElse(null);
  }
}
