// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changefiles.ChangeFileIO;
import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.changefiles.FileReading;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ReplayOutcome;
import io.wellhead.transforms.deadletters.ReplayOutcomeCoder;
import io.wellhead.transforms.discovery.FileList;
import io.wellhead.transforms.discovery.FoundFile;
import io.wellhead.transforms.discovery.FoundFileCoder;
import java.io.IOException;
import java.io.Serial;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Reads files again of which letters tell. A letter of a damaged place is made good if the reading
 * does not find the same damage there; one of a row if no row of its file is refused.
 */
final class RereadFiles {
  private static final int FILES_AT_ONCE = 16;
  private static final KvCoder<String, String> TEXTS =
      KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of());

  private final PCollection<KV<String, String>> places;
  private final PCollection<KV<String, String>> rows;
  private final ChangeDestinations destinations;
  private final Clock clock;

  /**
   * Takes the letters by file.
   *
   * @param places letters of damaged places
   * @param rows letters of rows that bronze lacks
   */
  RereadFiles(
      PCollection<KV<String, String>> places,
      PCollection<KV<String, String>> rows,
      ChangeDestinations destinations,
      Clock clock) {
    this.places = places;
    this.rows = rows;
    this.destinations = destinations;
    this.clock = clock;
  }

  WithFailures.Result<PCollection<ReplayOutcome>, DeadLetter> expand() {
    PCollectionTuple found =
        PCollectionList.of(places)
            .and(rows)
            .apply("All files", Flatten.pCollections())
            .apply("By file", GroupByKey.create())
            .apply(
                "Find files",
                ParDo.of(new FindFileFn())
                    .withOutputTags(FindFileFn.FOUND, TupleTagList.of(FindFileFn.GONE)));
    PCollectionTuple read =
        ChangeFileIO.readAll(
            found.get(FindFileFn.FOUND).setCoder(FoundFileCoder.of()),
            FILES_AT_ONCE,
            !destinations.settings().hidesAnything());
    PCollection<FileEvent> events =
        EventSteps.receive(ChangeFileIO.events(read), destinations.settings())
            .get(ReceiveFn.EVENTS);
    PCollectionTuple silver =
        EventSteps.silver(
            "Write silver of files",
            FillRows.of("Fill partial rows of files", events, destinations),
            new WriteSilverFn(destinations, Layer.CURRENT_STATE, clock));
    PCollectionTuple history =
        EventSteps.silver(
            "Write history of files",
            events,
            new WriteSilverFn(destinations, Layer.VERSIONS, clock));
    PCollectionTuple bronze =
        EventSteps.missingBronze(
            "Write bronze of files", EventSteps.withoutLetter(events), destinations, clock);
    PCollection<ReplayOutcome> outcomes =
        KeyedPCollectionTuple.of(OutcomeFn.PLACES, places)
            .and(OutcomeFn.ROWS, rows)
            .and(OutcomeFn.READ, read(ChangeFileIO.files(read)))
            .and(OutcomeFn.DAMAGE, damage(ChangeFileIO.failures(read)))
            .and(OutcomeFn.SILVER, settled(silver.get(WriteSilverFn.COUNTS)))
            .and(OutcomeFn.BRONZE, bronze.get(ReplayBronzeFn.SETTLED))
            .apply("Wait for all", CoGroupByKey.create())
            .apply("What became of them", ParDo.of(new OutcomeFn()))
            .setCoder(ReplayOutcomeCoder.of());
    return WithFailures.Result.of(
        PCollectionList.of(outcomes)
            .and(found.get(FindFileFn.GONE).setCoder(ReplayOutcomeCoder.of()))
            .apply("Of files", Flatten.pCollections()),
        PCollectionList.of(silver.get(WriteSilverFn.FAILURES))
            .and(history.get(WriteSilverFn.FAILURES))
            .and(bronze.get(ReplayBronzeFn.FAILURES))
            .apply("New failures", Flatten.pCollections()));
  }

  private static PCollection<KV<String, String>> read(PCollection<FileReading> files) {
    return files
        .apply(
            "Read files",
            MapElements.into(
                    TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptors.strings()))
                .via(file -> KV.of(file.file(), "")))
        .setCoder(TEXTS);
  }

  private static PCollection<KV<String, String>> damage(PCollection<DeadLetter> failures) {
    return failures
        .apply(
            "Damage",
            MapElements.into(
                    TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptors.strings()))
                .via(letter -> KV.of(file(String.valueOf(letter.source())), letter.id())))
        .setCoder(TEXTS);
  }

  private static String file(String place) {
    return place.substring(0, Math.max(0, place.lastIndexOf('@')));
  }

  private static PCollection<KV<String, String>> settled(PCollection<FileAccount> counts) {
    return counts
        .apply(
            "Settled",
            MapElements.into(new TypeDescriptor<KV<String, String>>() {})
                .via(account -> KV.of(account.file(), "")))
        .setCoder(TEXTS);
  }

  /** Looks for each file. */
  private static final class FindFileFn extends DoFn<KV<String, Iterable<String>>, FoundFile> {
    @Serial private static final long serialVersionUID = 1L;
    static final TupleTag<FoundFile> FOUND = new TupleTag<>() {};
    static final TupleTag<ReplayOutcome> GONE = new TupleTag<>() {};

    @ProcessElement
    public void find(
        @Element KV<String, Iterable<String>> letters,
        PipelineOptions options,
        MultiOutputReceiver out)
        throws IOException {
      FoundFile file = FileList.find(letters.getKey(), options);
      if (file != null) {
        out.get(FOUND).output(file);
        return;
      }
      for (String letter : letters.getValue()) {
        out.get(GONE).output(ReplayOutcome.failed(letter, "the file is gone: " + letters.getKey()));
      }
    }
  }

  /** All of a file is settled when its parts have come together. */
  private static final class OutcomeFn extends DoFn<KV<String, CoGbkResult>, ReplayOutcome> {
    @Serial private static final long serialVersionUID = 1L;
    static final TupleTag<String> PLACES = new TupleTag<>() {};
    static final TupleTag<String> ROWS = new TupleTag<>() {};
    static final TupleTag<String> READ = new TupleTag<>() {};
    static final TupleTag<String> DAMAGE = new TupleTag<>() {};
    static final TupleTag<String> SILVER = new TupleTag<>() {};
    static final TupleTag<String> BRONZE = new TupleTag<>() {};

    @ProcessElement
    public void tell(@Element KV<String, CoGbkResult> file, OutputReceiver<ReplayOutcome> out) {
      CoGbkResult parts = file.getValue();
      if (!parts.getAll(READ).iterator().hasNext()) {
        return;
      }
      Set<String> damaged = new HashSet<>();
      parts.getAll(DAMAGE).forEach(damaged::add);
      String refusal = "";
      for (String reason : parts.getAll(BRONZE)) {
        refusal = reason.isEmpty() ? refusal : reason;
      }
      for (String letter : parts.getAll(PLACES)) {
        out.output(
            damaged.contains(letter)
                ? ReplayOutcome.failed(letter, "the place is damaged as before")
                : ReplayOutcome.written(letter));
      }
      for (String letter : parts.getAll(ROWS)) {
        out.output(
            refusal.isEmpty()
                ? ReplayOutcome.written(letter)
                : ReplayOutcome.failed(letter, "rejected: " + refusal));
      }
    }
  }
}
