// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static io.wellhead.transforms.warehouse.TableOptions.SOURCE_LABEL;
import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changeevents.PayloadSchema;
import io.wellhead.transforms.changesettings.CurrentRow;
import io.wellhead.transforms.changesettings.SourceTable;
import io.wellhead.transforms.warehouse.Column;
import io.wellhead.transforms.warehouse.RowException;
import io.wellhead.transforms.warehouse.RowSink;
import io.wellhead.transforms.warehouse.RowWriter;
import io.wellhead.transforms.warehouse.StaleTableException;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.TableName;
import io.wellhead.transforms.warehouse.WarehouseException;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.BackOffUtils;
import org.apache.beam.sdk.util.FluentBackoff;
import org.apache.beam.sdk.util.Sleeper;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One current-state table while its events are written: made with the first of them, widened by
 * those that need it. The table itself keeps what is known of its columns, so that nothing has to
 * be agreed between workers. One thread.
 */
final class SilverTable implements AutoCloseable {
  /** Schemas that are remembered; JSON without null members has one for each set of them. */
  private static final int MOST_PLANS = 1_000;

  /** The service that takes rows may see a new column minutes after the table has it. */
  private static final FluentBackoff REFRESH =
      FluentBackoff.DEFAULT
          .withInitialBackoff(Duration.millis(500))
          .withMaxBackoff(Duration.standardMinutes(1))
          .withMaxCumulativeBackoff(Duration.standardMinutes(10));

  private final SilverTarget target;
  private final SilverWarehouse warehouse;
  private final RowSink.Outcome<SilverRow> outcome;
  private final Clock clock;
  private final Sleeper sleeper;

  private @Nullable TableDefinition definition;
  private @Nullable RowWriter row;
  private @Nullable RowSink<SilverRow> stream;
  private final Map<PayloadSchema, RowPlan> plans = new HashMap<>();

  /** Events that are to be encoded again, for the table as it is now. */
  private final Deque<SilverRow> again = new ArrayDeque<>();

  /** A table of the source whose events belong here. */
  private @Nullable SourceTable newestSource;

  /** Of the schema that came last: events of a file share one. */
  private @Nullable PayloadSchema newest;

  private @Nullable RowPlan newestPlan;

  SilverTable(
      SilverTarget target,
      SilverWarehouse warehouse,
      RowSink.Outcome<SilverRow> outcome,
      Clock clock,
      Sleeper sleeper) {
    this.target = target;
    this.warehouse = warehouse;
    this.outcome = outcome;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  TableName name() {
    return target.name();
  }

  /**
   * Writes the row of an event, together with others.
   *
   * @throws KeyMissingException if it has no key
   * @throws SchemaConflictException if the table has no place for it
   * @throws UnfitValueException if a value does not fit its column
   * @throws RowException the same
   * @throws IOException if the table cannot be made or written
   */
  void write(SilverRow event) throws IOException {
    requireOwn(event.current());
    byte[] bytes = plan(event.current()).encode(event.current(), clock.instant());
    try {
      requireNonNull(stream, "opened with the plan").add(bytes, event);
    } catch (StaleTableException e) {
      repeat(e);
    }
  }

  /**
   * Two tables of the source may have one name here, if their names differ by what a name here has
   * not, or by what a template leaves out.
   */
  private void requireOwn(CurrentRow current) throws IOException {
    SourceTable source = SourceTable.of(current.event());
    if (source.equals(newestSource) || target.settings().isSharded()) {
      return;
    }
    if (definition == null) {
      // Made, or found, before anything of the event gets into it.
      become(warehouse.merge(SilverDefinition.of(target, current)));
    }
    String own = requireNonNull(definition, "made").options().labels().get(SOURCE_LABEL);
    String label = SourceLabel.of(current.event());
    if (own != null && !own.equals(label)) {
      throw new SchemaConflictException(
          "%s is the table of %s, so %s has no place in it: table or shard of the settings tell them apart"
              .formatted(target.name(), own, label));
    }
    newestSource = source;
  }

  /** Waits until everything is settled. */
  void flush() throws IOException {
    if (stream == null) {
      return;
    }
    try {
      stream.flush();
    } catch (StaleTableException e) {
      repeat(e);
    }
  }

  /** Events that are not settled, when the table failed. */
  List<SilverRow> takeBack() {
    if (stream != null) {
      again.addAll(stream.takeBack());
    }
    List<SilverRow> all = List.copyOf(again);
    again.clear();
    return all;
  }

  /**
   * The table is another than it was: encodes again what was not taken, for the table as it is.
   *
   * @throws WarehouseException if its columns are not taken for ten minutes
   */
  private void repeat(StaleTableException first) throws IOException {
    StaleTableException last = first;
    BackOff backOff = REFRESH.backoff();
    while (mayWait(backOff)) {
      again.addAll(requireNonNull(stream, "opened with the table").takeBack());
      become(warehouse.merge(requireNonNull(definition, "made")));
      try {
        for (SilverRow event = again.poll(); event != null; event = again.poll()) {
          addAgain(event);
        }
        requireNonNull(stream, "opened with the table").flush();
        return;
      } catch (StaleTableException e) {
        last = e;
      }
    }
    throw last.lasting();
  }

  /** An event that does not fit any more must not take the others with it. */
  private void addAgain(SilverRow event) throws IOException {
    byte[] bytes;
    try {
      bytes = plan(event.current()).encode(event.current(), clock.instant());
    } catch (KeyMissingException | SchemaConflictException | UnfitValueException | RowException e) {
      outcome.rejected(event, String.valueOf(e.getMessage()));
      return;
    }
    requireNonNull(stream, "opened with the plan").add(bytes, event);
  }

  private boolean mayWait(BackOff backOff) throws IOException {
    try {
      return BackOffUtils.next(sleeper, backOff);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + target.name(), e);
    }
  }

  @SuppressWarnings("ReferenceEquality") // the same object as a rule; equal ones the map finds
  private RowPlan plan(CurrentRow current) throws IOException {
    PayloadSchema schema = current.event().payload().schema();
    RowPlan plan = schema == newest ? newestPlan : plans.get(schema);
    if (plan == null || !plan.isFor(current)) {
      plan = made(current);
      if (!plan.isFor(current)) {
        // Only now it is known what the table had already.
        plan = made(current);
      }
      if (plans.size() >= MOST_PLANS) {
        plans.clear();
      }
      plans.put(schema, plan);
    }
    newest = schema;
    newestPlan = plan;
    return plan;
  }

  private RowPlan made(CurrentRow current) throws IOException {
    TableDefinition wanted = SilverDefinition.of(target, current, definition);
    if (definition == null || !hasAll(definition, wanted)) {
      flush();
      become(warehouse.merge(wanted));
    }
    return new RowPlan(current, requireNonNull(row, "made with the table"), target);
  }

  private static boolean hasAll(TableDefinition table, TableDefinition wanted) {
    Map<String, Column> columns = new HashMap<>();
    table.columns().forEach(c -> columns.put(c.name().toLowerCase(Locale.ROOT), c));
    return wanted.columns().stream()
        .allMatch(
            column -> {
              Column found = columns.get(column.name().toLowerCase(Locale.ROOT));
              return found != null && !found.type().isWidenedBy(column.type());
            });
  }

  private void become(TableDefinition table) {
    close();
    definition = table;
    row = new RowWriter(table);
    stream = warehouse.stream(table, outcome);
    plans.clear();
    newest = null;
    newestPlan = null;
  }

  @Override
  public void close() {
    if (stream != null) {
      stream.close();
      stream = null;
    }
  }
}
