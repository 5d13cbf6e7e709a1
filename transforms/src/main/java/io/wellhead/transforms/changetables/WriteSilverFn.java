// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.changesettings.ChangeTransforms;
import io.wellhead.transforms.changesettings.ColumnException;
import io.wellhead.transforms.changesettings.PartialRows;
import io.wellhead.transforms.changesettings.TableSettings;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import io.wellhead.transforms.warehouse.RowException;
import io.wellhead.transforms.warehouse.RowSink;
import io.wellhead.transforms.warehouse.TableName;
import io.wellhead.transforms.warehouse.WarehouseException;
import java.io.IOException;
import java.io.Serial;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events to the tables of one layer, and tells, with each bundle, what became of the events
 * of each file, if it is the layer by which files are accounted for. A table that cannot be written
 * makes dead letters of its own events only.
 */
final class WriteSilverFn extends DoFn<FileEvent, FileAccount> {
  @Serial private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(WriteSilverFn.class);

  static final TupleTag<FileAccount> COUNTS = new TupleTag<>() {};
  static final TupleTag<DeadLetter> FAILURES = new TupleTag<>() {};

  /** Tables that are open at once. */
  private static final int MOST_TABLES = 500;

  /** Events that may wait for their rows to be durable. */
  private static final int MOST_PENDING = 20_000;

  private final ChangeDestinations destinations;
  private final EventTables names;
  private final Layer layer;
  private final boolean isCounting;
  private final SilverWarehouse.Opener opener;
  private final Clock clock;

  private transient @Nullable ChangeTransforms transforms;
  private transient @Nullable SilverWarehouse warehouse;
  private transient @Nullable LateChanges late;
  private transient RecentTables<SilverTable> tables = new RecentTables<>(MOST_TABLES);
  private transient Map<String, FileAccount> counts = new LinkedHashMap<>();
  private transient List<DeadLetter> failures = new ArrayList<>();
  private transient int pending;

  /** Tables of which it was said that their updates may not tell whole rows. */
  private transient Set<TableName> warned = new HashSet<>();

  private transient @Nullable TableBreaker breaker;

  WriteSilverFn(ChangeDestinations destinations, Layer layer, Clock clock) {
    this(destinations, layer, layer.isAccounted(), clock);
  }

  /**
   * @param counts whether to tell what became of events
   */
  WriteSilverFn(ChangeDestinations destinations, Layer layer, boolean counts, Clock clock) {
    this(destinations, layer, counts, SilverWarehouse::open, clock);
  }

  /**
   * @param counts whether to tell what became of events
   * @param opener gives the warehouse
   */
  WriteSilverFn(
      ChangeDestinations destinations,
      Layer layer,
      boolean counts,
      SilverWarehouse.Opener opener,
      Clock clock) {
    this.destinations = destinations;
    this.layer = layer;
    this.isCounting = counts;
    this.opener = opener;
    this.names = new EventTables(destinations);
    this.clock = clock;
  }

  @Setup
  public void openTransforms() throws IOException {
    transforms = destinations.settings().open();
    warned = new HashSet<>();
  }

  @StartBundle
  public void start(PipelineOptions options) throws IOException {
    if (warehouse == null) {
      warehouse = opener.open(options, destinations, layer);
      tables = new RecentTables<>(MOST_TABLES);
      breaker = new TableBreaker(clock);
      late = new LateChanges(destinations, names, clock, options);
    }
    late.forget();
    counts = new LinkedHashMap<>();
    failures = new ArrayList<>();
    pending = 0;
  }

  @ProcessElement
  public void write(@Element FileEvent event, MultiOutputReceiver out) throws IOException {
    ChangeTransforms open = requireNonNull(transforms, "opened");
    TableSettings settings = open.table(event.event());
    if (!isWanted(event, settings)) {
      count(event, 1, 0);
      return;
    }
    if (layer == Layer.CURRENT_STATE && settings.partialRows() == PartialRows.KEEP) {
      countPartial(event.event());
    }
    if (layer == Layer.CURRENT_STATE && requireNonNull(late, "opened").takes(event, settings)) {
      pending++;
    } else {
      apply(event);
    }
    if (pending >= MOST_PENDING) {
      flush();
    }
    for (DeadLetter failure : failures) {
      out.get(FAILURES).output(failure);
    }
    failures.clear();
  }

  private void apply(FileEvent event) throws IOException {
    ChangeTransforms open = requireNonNull(transforms, "opened");
    try {
      write(new SilverRow(event, open.current(event.event())), open.table(event.event()));
    } catch (RowException e) {
      // About the whole row it says only that it is too large.
      fail(event, e.column().equals("*") ? ErrorKind.TOO_LARGE : ErrorKind.INVALID, e.getMessage());
    } catch (ColumnException | UnfitValueException e) {
      fail(event, ErrorKind.INVALID, e.getMessage());
    } catch (KeyMissingException e) {
      fail(event, ErrorKind.KEY_MISSING, e.getMessage());
    } catch (SchemaConflictException e) {
      fail(event, ErrorKind.SCHEMA_CONFLICT, e.getMessage());
    }
  }

  /** Whether the settings want such a table, and there can be one: not without a key. */
  private boolean isWanted(FileEvent event, TableSettings settings) {
    boolean wanted = layer.isOf(settings);
    boolean noKey = wanted && KeyPolicy.of(settings, event.event()) == KeyPolicy.LOG;
    if (layer == Layer.CURRENT_STATE && !wanted) {
      ChangeTableMetrics.forBronzeOnly();
    } else if (noKey) {
      ChangeTableMetrics.withoutKey();
    }
    return wanted && !noKey;
  }

  /** Large values that an update does not tell are not told from NULL. */
  private void countPartial(ChangeEvent event) {
    if (!UntoldValues.isAny(event)) {
      return;
    }
    ChangeTableMetrics.partialRow();
    TableName table = names.of(layer, event);
    if (warned.size() < MOST_TABLES && warned.add(table)) {
      LOG.warn(
          "updates may not tell large values that they leave as they were table={} columns={}"
              + " see=partial_rows",
          table,
          UntoldValues.columns(event));
    }
  }

  private void write(SilverRow row, TableSettings settings) throws IOException {
    TableName name = names.of(layer, row.file().event());
    String leftAlone = requireNonNull(breaker, "opened").reason(name);
    if (leftAlone != null) {
      fail(row.file(), ErrorKind.REJECTED, leftAlone);
      return;
    }
    SilverTable table = table(name, settings);
    try {
      table.write(row);
      pending++;
    } catch (WarehouseException e) {
      giveUp(table, row, e);
    }
  }

  @FinishBundle
  public void finish(FinishBundleContext context) throws IOException {
    flush();
    for (DeadLetter failure : failures) {
      context.output(
          FAILURES, failure, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
    }
    for (FileAccount count : isCounting ? counts.values() : List.<FileAccount>of()) {
      context.output(count, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
    }
  }

  @Teardown
  public void close() {
    if (warehouse != null) { // else no bundle was begun, and there are no tables
      tables.all().forEach(SilverTable::close);
      tables = new RecentTables<>(MOST_TABLES);
      warehouse.close();
      warehouse = null;
    }
  }

  private void flush() throws IOException {
    LateChanges.Answer answer = requireNonNull(late, "opened").release();
    answer.superseded().forEach(event -> count(event, 1, 0));
    for (FileEvent event : answer.living()) {
      apply(event);
    }
    for (SilverTable table : tables.all()) {
      settle(table);
    }
    pending = 0;
  }

  private void settle(SilverTable table) throws IOException {
    try {
      table.flush();
    } catch (WarehouseException e) {
      giveUp(table, null, e);
    }
  }

  /**
   * What the table still had, and the event with which it failed; it may be well again with the
   * next.
   */
  @SuppressWarnings("ReferenceEquality") // an equal event may come twice
  private void giveUp(SilverTable table, @Nullable SilverRow newest, WarehouseException e)
      throws WarehouseException {
    if (e.kind() == WarehouseException.Kind.UNAVAILABLE) {
      throw e;
    }
    requireNonNull(breaker, "opened").failed(table.name(), String.valueOf(e.getMessage()));
    ChangeTableMetrics.tableFailed();
    boolean had = newest == null;
    for (SilverRow row : table.takeBack()) {
      had |= row == newest;
      fail(row.file(), ErrorKind.REJECTED, e.getMessage());
    }
    if (!had) {
      fail(requireNonNull(newest).file(), ErrorKind.REJECTED, e.getMessage());
    }
  }

  private SilverTable table(TableName name, TableSettings settings) throws IOException {
    SilverTable table = tables.get(name, made -> open(made, settings));
    SilverTable surplus = tables.surplus();
    if (surplus != null) {
      settle(surplus);
      surplus.close();
    }
    return table;
  }

  private SilverTable open(TableName name, TableSettings settings) {
    return new SilverTable(
        new SilverTarget(name, layer, settings, destinations.deletes(settings)),
        requireNonNull(warehouse, "opened"),
        new Outcome(name),
        clock,
        requireNonNull(warehouse, "opened").sleeper());
  }

  private void fail(FileEvent event, ErrorKind kind, @Nullable String message) {
    count(event, 0, 1);
    ChangeTableMetrics.deadLetter(kind);
    failures.add(
        DeadLetter.of(
            layer.step(),
            kind,
            String.valueOf(message),
            BronzeEvents.subject(event),
            clock.instant()));
  }

  private void count(FileEvent event, long written, long deadLettered) {
    counts.merge(
        event.file() + '@' + event.version(),
        FileAccount.of(event, written, deadLettered, 0),
        FileAccount::plus);
  }

  /** Counts what BigQuery says of each row. */
  private final class Outcome implements RowSink.Outcome<SilverRow> {
    private final TableName table;

    Outcome(TableName table) {
      this.table = table;
    }

    @Override
    public void written(SilverRow row) {
      count(row.file(), 1, 0);
      requireNonNull(breaker, "opened").worked(table);
      ChangeTableMetrics.written(row.file().event(), clock.instant());
    }

    @Override
    public void rejected(SilverRow row, String reason) {
      fail(row.file(), ErrorKind.REJECTED, reason);
    }
  }
}
