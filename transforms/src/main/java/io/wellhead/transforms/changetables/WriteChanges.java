// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changefiles.ChangeFileIO;
import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.changefiles.FileReading;
import io.wellhead.transforms.deadletters.DeadLetter;
import java.io.Serial;
import java.time.Clock;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Writes what {@link ChangeFileIO} reads: every event to bronze, the current state by key to
 * silver, every version of a row where the settings ask for it, and the account of each file to
 * {@code wellhead_ops.change_files}. Gives what could not be written.
 *
 * <p>Rows are written at least once under sequences that follow from the events alone, so repeated
 * and reordered events end in the same tables.
 */
public final class WriteChanges extends PTransform<PCollectionTuple, PCollectionList<DeadLetter>> {
  @Serial private static final long serialVersionUID = 1L;

  private final ChangeDestinations destinations;
  private final Clock clock;

  private WriteChanges(ChangeDestinations destinations, Clock clock) {
    this.destinations = destinations;
    this.clock = clock;
  }

  /** Writes to the tables that these destinations give. */
  public static WriteChanges to(ChangeDestinations destinations) {
    return new WriteChanges(destinations, Clock.systemUTC());
  }

  @Override
  public PCollectionList<DeadLetter> expand(PCollectionTuple read) {
    PCollectionTuple received =
        EventSteps.receive(ChangeFileIO.events(read), destinations.settings());
    PCollection<FileEvent> events = received.get(ReceiveFn.EVENTS);
    PCollection<DeadLetter> bronze = events.apply("Write bronze", new BronzeEvents(destinations));
    PCollection<FileEvent> rows = FillRows.of("Fill partial rows", events, destinations);
    PCollectionTuple silver =
        EventSteps.silver(
            "Write silver", rows, new WriteSilverFn(destinations, Layer.CURRENT_STATE, clock));
    PCollectionList<DeadLetter> history = history(events);
    PCollection<FileAccount> ends = accounts(ChangeFileIO.files(read));
    PCollection<DeadLetter> ledger =
        PCollectionList.of(ends)
            .and(received.get(ReceiveFn.COUNTS))
            .and(silver.get(WriteSilverFn.COUNTS))
            .apply("Accounts", Flatten.pCollections())
            .apply("Write change files", new FileLedger());
    return PCollectionList.of(ChangeFileIO.failures(read))
        .and(bronze)
        .and(silver.get(WriteSilverFn.FAILURES))
        .and(ledger)
        .and(history.getAll());
  }

  /** Failures of the tables with all versions, if there are such tables. */
  private PCollectionList<DeadLetter> history(PCollection<FileEvent> events) {
    if (!destinations.settings().hasHistory()) {
      return PCollectionList.empty(events.getPipeline());
    }
    return PCollectionList.of(
        EventSteps.silver(
                "Write history", events, new WriteSilverFn(destinations, Layer.VERSIONS, clock))
            .get(WriteSilverFn.FAILURES));
  }

  private static PCollection<FileAccount> accounts(PCollection<FileReading> readings) {
    return readings
        .apply(
            "Account of reading",
            MapElements.into(TypeDescriptor.of(FileAccount.class)).via(FileAccount::of))
        .setCoder(FileAccountCoder.of());
  }
}
