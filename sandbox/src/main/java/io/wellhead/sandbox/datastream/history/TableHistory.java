// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.history;

import static java.util.Objects.requireNonNull;

import io.wellhead.sandbox.datastream.Column;
import io.wellhead.sandbox.datastream.Event;
import io.wellhead.sandbox.datastream.Row;
import io.wellhead.sandbox.datastream.RowSchema;
import io.wellhead.sandbox.datastream.Source;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A random life of one table, the same for the same seed: rows that were there before, inserts,
 * updates, deletes, changes, chains and swaps of keys, many changes within a millisecond, carries
 * in every part of the positions, a row that is inserted, deleted and inserted again at once, one
 * or more backfills that overlap with changes, and columns that are added, widened and dropped.
 *
 * <p>No two changes of a row have the same position, except the halves of a statement that moves
 * keys. A backfilled row is told with the time at which it was as it is told.
 */
public final class TableHistory {
  private final List<Event> events;
  private final List<String> keys;
  private final RowSchema schema;
  private final Map<List<Object>, Row> table;

  private TableHistory(HistoryRun run) {
    events = List.copyOf(run.log().events());
    keys = run.table().keyColumns().stream().map(Column::name).toList();
    schema = run.table().schema();
    table = run.table().copy();
  }

  /** The settings of a history. */
  public static Builder builder(Source source, long seed) {
    return new Builder(source, seed);
  }

  /** All that the stream reads, in the order in which it happened; no event twice. */
  public List<Event> events() {
    return events;
  }

  /** The names of the key's columns as the payload has them. */
  public List<String> keys() {
    return keys;
  }

  /** The columns that the table has at the end. */
  public RowSchema schema() {
    return schema;
  }

  /** The table at the end: rows by the values of their key's columns. */
  public Map<List<Object>, Row> table() {
    return table;
  }

  /** Settings of a history. */
  public static final class Builder {
    private final Source source;
    private final long seed;
    private int operations = 120;
    private Extremes extremes = Extremes.WITHIN_BIGQUERY;

    private Builder(Source source, long seed) {
      this.source = requireNonNull(source, "source");
      this.seed = seed;
    }

    /** How much happens; 120 if not given. An operation can be several events. */
    public Builder operations(int operations) {
      if (operations < 0) {
        throw new IllegalArgumentException("operations is " + operations + "; accepted: 0 or more");
      }
      this.operations = operations;
      return this;
    }

    /** How far values reach; within what BigQuery can hold if not given. */
    public Builder extremes(Extremes extremes) {
      this.extremes = requireNonNull(extremes, "extremes");
      return this;
    }

    /** Plays the history. */
    public TableHistory play() {
      SplittableRandom random = new SplittableRandom(seed);
      Dialect dialect = Dialect.of(source, random);
      HistoryRun run = new HistoryRun(dialect, random, new Values(random, extremes), operations);
      run.play(operations);
      return new TableHistory(run);
    }
  }
}
