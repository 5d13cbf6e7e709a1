// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import io.wellhead.transforms.warehouse.RowException;
import io.wellhead.transforms.warehouse.RowStream;
import io.wellhead.transforms.warehouse.RowStreams;
import io.wellhead.transforms.warehouse.TableMaker;
import io.wellhead.transforms.warehouse.TableName;
import io.wellhead.transforms.warehouse.WarehouseException;
import java.io.IOException;
import java.io.Serial;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.util.Sleeper;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to the current-state tables of their keys, and tells, with each bundle, what became
 * of the events of each file. A table that cannot be written makes dead letters of its own events
 * only.
 */
final class WriteSilverFn extends DoFn<FileEvent, FileAccount> {
  @Serial private static final long serialVersionUID = 1L;

  static final TupleTag<FileAccount> COUNTS = new TupleTag<>() {};
  static final TupleTag<DeadLetter> FAILURES = new TupleTag<>() {};

  /** The step's name in dead letters. */
  static final String STEP = "Write current state";

  /** Events that may wait for their rows to be durable. */
  private static final int MOST_PENDING = 20_000;

  private final TableNaming naming;
  private final Deletes deletes;
  private final Clock clock;

  private transient @Nullable TableMaker maker;
  private transient @Nullable RowStreams streams;
  private transient Map<TableName, SilverTable> tables = new HashMap<>();
  private transient Map<String, FileAccount> counts = new LinkedHashMap<>();
  private transient List<DeadLetter> failures = new ArrayList<>();
  private transient int pending;

  WriteSilverFn(TableNaming naming, Deletes deletes, Clock clock) {
    this.naming = naming;
    this.deletes = deletes;
    this.clock = clock;
  }

  @StartBundle
  public void start(PipelineOptions options) throws IOException {
    if (streams == null) {
      maker = TableMaker.from(options);
      streams = RowStreams.open(options, Sleeper.DEFAULT);
      tables = new HashMap<>();
    }
    counts = new LinkedHashMap<>();
    failures = new ArrayList<>();
    pending = 0;
  }

  @ProcessElement
  public void write(@Element FileEvent event, MultiOutputReceiver out) throws IOException {
    SilverTable table = table(naming.silver(event.event()));
    try {
      table.write(event);
      pending++;
    } catch (KeyMissingException e) {
      fail(event, ErrorKind.KEY_MISSING, e.getMessage());
    } catch (SchemaConflictException e) {
      fail(event, ErrorKind.SCHEMA_CONFLICT, e.getMessage());
    } catch (UnfitValueException | RowException e) {
      fail(event, ErrorKind.INVALID, e.getMessage());
    } catch (WarehouseException e) {
      giveUp(table, event, e);
    }
    if (pending >= MOST_PENDING) {
      flush();
    }
    for (DeadLetter failure : failures) {
      out.get(FAILURES).output(failure);
    }
    failures.clear();
  }

  @FinishBundle
  public void finish(FinishBundleContext context) throws IOException {
    flush();
    for (DeadLetter failure : failures) {
      context.output(
          FAILURES, failure, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
    }
    for (FileAccount count : counts.values()) {
      context.output(count, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
    }
  }

  @Teardown
  public void close() {
    tables.values().forEach(SilverTable::close);
    tables.clear();
    if (streams != null) {
      streams.close();
      streams = null;
    }
  }

  private void flush() throws IOException {
    for (SilverTable table : tables.values()) {
      try {
        table.flush();
      } catch (WarehouseException e) {
        giveUp(table, null, e);
      }
    }
    pending = 0;
  }

  /**
   * What the table still had, and the event with which it failed; it may be well again with the
   * next.
   */
  @SuppressWarnings("ReferenceEquality") // an equal event may come twice
  private void giveUp(SilverTable table, @Nullable FileEvent newest, WarehouseException e)
      throws WarehouseException {
    if (e.kind() == WarehouseException.Kind.UNAVAILABLE) {
      throw e;
    }
    boolean had = newest == null;
    for (FileEvent event : table.takeBack()) {
      had |= event == newest;
      fail(event, ErrorKind.REJECTED, e.getMessage());
    }
    if (!had) {
      fail(requireNonNull(newest), ErrorKind.REJECTED, e.getMessage());
    }
  }

  private SilverTable table(TableName name) {
    return tables.computeIfAbsent(
        name,
        made ->
            new SilverTable(
                made,
                deletes,
                requireNonNull(maker, "opened"),
                requireNonNull(streams, "opened"),
                new Outcome(),
                clock,
                Sleeper.DEFAULT));
  }

  private void fail(FileEvent event, ErrorKind kind, @Nullable String message) {
    count(event, 0, 1);
    failures.add(
        DeadLetter.of(
            STEP, kind, String.valueOf(message), BronzeEvents.subject(event), clock.instant()));
  }

  private void count(FileEvent event, long written, long deadLettered) {
    counts.merge(
        event.file() + '@' + event.version(),
        FileAccount.of(event, written, deadLettered, 0),
        FileAccount::plus);
  }

  /** Counts what BigQuery says of each row. */
  private final class Outcome implements RowStream.Outcome<FileEvent> {
    @Override
    public void written(FileEvent event) {
      count(event, 1, 0);
    }

    @Override
    public void rejected(FileEvent event, String reason) {
      fail(event, ErrorKind.REJECTED, reason);
    }
  }
}
