// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.changefiles.FileRead;
import io.wellhead.transforms.changefiles.Outputs;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.warehouse.RowSink;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.TableModel;
import io.wellhead.transforms.warehouse.TableName;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.Sleeper;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of the steps from change files to tables, as a runner calls them: events in bundles of
 * any size and order, bundles that fail and come again, steps that begin anew. Nothing of an
 * earlier run is known but what the tables hold.
 */
final class ChangeRun {
  private static final int LARGEST_BUNDLE = 80;
  private static final int MOST_ATTEMPTS = 1_000;

  /** Soon after what happens in the histories, so that no change is too old for BigQuery. */
  private static final Clock CLOCK =
      Clock.fixed(java.time.Instant.parse("2025-11-06T12:00:00Z"), ZoneOffset.UTC);

  private static final PipelineOptions OPTIONS = PipelineOptionsFactory.create();

  private final ChangeDestinations destinations;
  private final EventTables names;
  private final TableModel model;
  private final Random random;
  private final ReceiveFn receive;
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private final Map<String, Account> accounts = new HashMap<>();
  private @Nullable WriteSilverFn silver;

  ChangeRun(ChangeDestinations destinations, TableModel model, Random random) throws IOException {
    this.destinations = destinations;
    names = new EventTables(destinations);
    this.model = model;
    this.random = random;
    receive = new ReceiveFn(destinations.settings());
    receive.open();
  }

  /** Reads these files to their end; others may follow. */
  void read(List<Path> files) throws IOException {
    List<FileEvent> events = new ArrayList<>();
    List<FileAccount> parts = new ArrayList<>();
    for (Path file : files) {
      FileRead read = FileRead.of(file);
      events.addAll(read.events());
      deadLetters.addAll(read.failures());
      parts.add(FileAccount.of(read.reading()));
    }
    if (random.nextBoolean()) {
      Collections.shuffle(events, random);
    }
    for (int from = 0; from < events.size(); ) {
      int to = Math.min(events.size(), from + 1 + random.nextInt(LARGEST_BUNDLE));
      List<FileEvent> received = receive(events.subList(from, to), parts);
      received.forEach(this::toBronze);
      parts.addAll(toSilver(received));
      from = to;
    }
    close();
    Collections.shuffle(parts, random);
    for (FileAccount part : parts) {
      toLedger(part);
    }
  }

  /** What could be read, but not written. */
  List<DeadLetter> refused() {
    return deadLetters.stream()
        .filter(letter -> letter.step().equals(Layer.CURRENT_STATE.step()))
        .toList();
  }

  private List<FileEvent> receive(List<FileEvent> events, List<FileAccount> parts) {
    List<FileEvent> received = new ArrayList<>();
    Outputs outputs = new Outputs();
    receive.start();
    events.forEach(event -> receive.receive(event, Outputs.to(received::add)));
    receive.finish(end(receive, outputs, ReceiveFn.EVENTS));
    parts.addAll(outputs.of(ReceiveFn.COUNTS));
    return received;
  }

  /** Now and then a bundle is appended though it comes again. */
  private void toBronze(FileEvent event) {
    TableDefinition table = names.bronzeTable(event.event());
    for (int i = random.nextInt(20) == 0 ? 2 : 1; i > 0; i--) {
      model.append(table, (file, row) -> BronzeEvents.write(file, names, row), event);
    }
  }

  private List<FileAccount> toSilver(List<FileEvent> events) throws IOException {
    IOException last = null;
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
      try {
        return tried(events);
      } catch (WarehouseException e) {
        // What a failed bundle gave does not count, and its step is not used again.
        last = e;
        close();
      }
    }
    throw requireNonNull(last, "a failure");
  }

  private List<FileAccount> tried(List<FileEvent> events) throws IOException {
    WriteSilverFn fn = silver;
    if (fn == null || random.nextInt(30) == 0) {
      close();
      fn =
          new WriteSilverFn(
              destinations, Layer.CURRENT_STATE, true, (options, of, layer) -> warehouse(), CLOCK);
      fn.openTransforms();
      silver = fn;
    }
    Outputs outputs = new Outputs();
    fn.start(OPTIONS);
    for (FileEvent event : events) {
      fn.write(event, outputs);
    }
    fn.finish(end(fn, outputs, WriteSilverFn.COUNTS));
    deadLetters.addAll(outputs.of(WriteSilverFn.FAILURES));
    return outputs.of(WriteSilverFn.COUNTS);
  }

  private void close() {
    if (silver != null) {
      silver.close();
      silver = null;
    }
  }

  private SilverWarehouse warehouse() {
    return new SilverWarehouse() {
      @Override
      public TableDefinition merge(TableDefinition wanted) throws WarehouseException {
        return model.merge(wanted);
      }

      @Override
      public <C> RowSink<C> stream(TableDefinition table, RowSink.Outcome<C> outcome) {
        return model.stream(table, outcome);
      }

      @Override
      public Sleeper sleeper() {
        return millis -> {};
      }

      @Override
      public void close() {}
    };
  }

  private void toLedger(FileAccount part) {
    Account account = accounts.computeIfAbsent(part.file(), file -> new Account());
    new FileLedger.AddUpFn()
        .add(
            KV.of(part.file(), part),
            account,
            Outputs.to(
                sum ->
                    model.upsert(
                        Tables.CHANGE_FILES, FileLedger::write, FileLedger.change(sum), sum)));
  }

  /** The files of which the ledger still keeps something. */
  List<String> unfinished() {
    return accounts.entrySet().stream()
        .filter(account -> account.getValue().read() != null)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The rows of the ledger. */
  static TableName ledger() {
    return Tables.CHANGE_FILES.tableName();
  }

  /** The end of a bundle, by which its main output and others are filled. */
  static <I, O> DoFn<I, O>.FinishBundleContext end(
      DoFn<I, O> fn, Outputs outputs, TupleTag<O> main) {
    return fn.new FinishBundleContext() {
      @Override
      public PipelineOptions getPipelineOptions() {
        return OPTIONS;
      }

      @Override
      public void output(O element, Instant time, BoundedWindow window) {
        outputs.of(main).add(element);
      }

      @Override
      public <T> void output(TupleTag<T> tag, T element, Instant time, BoundedWindow window) {
        outputs.of(tag).add(element);
      }
    };
  }

  /** State of one file. */
  private static final class Account implements ValueState<FileAccount> {
    private @Nullable FileAccount value;

    @Override
    public @Nullable FileAccount read() {
      return value;
    }

    @Override
    public void write(FileAccount input) {
      value = input;
    }

    @Override
    public void clear() {
      value = null;
    }

    @Override
    public ValueState<FileAccount> readLater() {
      return this;
    }
  }
}
