// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.changefiles.FileEventCoder;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ReplayOutcome;
import io.wellhead.transforms.deadletters.ReplayOutcomeCoder;
import java.io.Serial;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Makes good what dead letters of change files stand for, through the code that reads and writes
 * change files: events are written to the table that lacked them, damaged files are read again.
 * Gives what became of each letter, when that is durable, and new dead letters of events that only
 * the reading of a file brought to light.
 *
 * <p>Letters hold events as they may be stored, so settings that hide values are not applied to
 * them a second time; they are to events of files that are read again. Replaying a letter twice
 * changes nothing: rows of the current state have sequences that follow from their events alone,
 * and bronze is asked what it has.
 */
public final class ReplayLetters
    extends PTransform<PBegin, WithFailures.Result<PCollection<ReplayOutcome>, DeadLetter>> {
  @Serial private static final long serialVersionUID = 1L;
  private static final int LETTERS_AT_ONCE = 200;

  private final String pipeline;
  private final List<String> events;
  private final List<KV<String, String>> files;
  private final ChangeDestinations destinations;
  private final Clock clock;

  private ReplayLetters(
      String pipeline,
      List<String> events,
      List<KV<String, String>> files,
      ChangeDestinations destinations,
      Clock clock) {
    this.pipeline = pipeline;
    this.events = List.copyOf(events);
    this.files = List.copyOf(files);
    this.destinations = destinations;
    this.clock = clock;
  }

  /**
   * Replays letters.
   *
   * @param pipeline name of the pipeline that they are of
   * @param events ids of letters that hold an event
   * @param files file and id of letters that tell of a damaged place
   */
  public static ReplayLetters of(
      String pipeline,
      List<String> events,
      List<KV<String, String>> files,
      ChangeDestinations destinations) {
    return new ReplayLetters(pipeline, events, files, destinations, Clock.systemUTC());
  }

  @Override
  public WithFailures.Result<PCollection<ReplayOutcome>, DeadLetter> expand(PBegin begin) {
    PCollectionTuple letters =
        begin
            .apply(
                "Letters", Create.of(batches(events)).withCoder(ListCoder.of(StringUtf8Coder.of())))
            .apply("Spread letters", Reshuffle.viaRandomKey())
            .apply(
                "Read letters",
                ParDo.of(new ReadLettersFn(pipeline))
                    .withOutputTags(
                        ReadLettersFn.CURRENT,
                        TupleTagList.of(ReadLettersFn.VERSIONS)
                            .and(ReadLettersFn.BRONZE)
                            .and(ReadLettersFn.ROWS)
                            .and(ReadLettersFn.OUTCOMES)));
    KvCoder<String, String> texts = KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of());
    WithFailures.Result<PCollection<ReplayOutcome>, DeadLetter> again =
        new RereadFiles(
                begin.apply("Files", Create.of(files).withCoder(texts)),
                letters.get(ReadLettersFn.ROWS).setCoder(texts),
                destinations,
                clock)
            .expand();
    PCollectionList<ReplayOutcome> outcomes =
        PCollectionList.of(letters.get(ReadLettersFn.OUTCOMES).setCoder(ReplayOutcomeCoder.of()))
            .and(
                silver(
                    FillRows.of(
                        "Fill partial rows",
                        letters.get(ReadLettersFn.CURRENT).setCoder(FileEventCoder.of()),
                        destinations),
                    Layer.CURRENT_STATE,
                    destinations,
                    clock))
            .and(
                silver(
                    letters.get(ReadLettersFn.VERSIONS).setCoder(FileEventCoder.of()),
                    Layer.VERSIONS,
                    destinations,
                    clock))
            .and(
                EventSteps.missingBronze(
                        "Write bronze",
                        letters
                            .get(ReadLettersFn.BRONZE)
                            .setCoder(KvCoder.of(StringUtf8Coder.of(), FileEventCoder.of())),
                        destinations,
                        clock)
                    .get(ReplayBronzeFn.OUTCOMES))
            .and(again.output());
    return WithFailures.Result.of(
        outcomes.apply("Outcomes", Flatten.pCollections()), again.failures());
  }

  private static List<List<String>> batches(List<String> ids) {
    List<List<String>> batches = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += LETTERS_AT_ONCE) {
      batches.add(new ArrayList<>(ids.subList(from, Math.min(from + LETTERS_AT_ONCE, ids.size()))));
    }
    return batches;
  }

  /** Writes events to the tables of a layer; the file of each is the id of its letter. */
  static PCollection<ReplayOutcome> silver(
      PCollection<FileEvent> events, Layer layer, ChangeDestinations destinations, Clock clock) {
    PCollectionTuple silver =
        EventSteps.silver(
            layer.step(), events, new WriteSilverFn(destinations, layer, true, clock));
    PCollection<ReplayOutcome> written =
        silver
            .get(WriteSilverFn.COUNTS)
            .apply("Written: " + layer.step(), ParDo.of(new WrittenFn()))
            .setCoder(ReplayOutcomeCoder.of());
    PCollection<ReplayOutcome> failed =
        silver
            .get(WriteSilverFn.FAILURES)
            .apply("Failed: " + layer.step(), ParDo.of(new FailedFn()))
            .setCoder(ReplayOutcomeCoder.of());
    return PCollectionList.of(written)
        .and(failed)
        .apply("Of " + layer.step(), Flatten.pCollections());
  }

  /** Each letter is the file of its event here. */
  private static final class WrittenFn extends DoFn<FileAccount, ReplayOutcome> {
    @Serial private static final long serialVersionUID = 1L;

    @ProcessElement
    public void tell(@Element FileAccount account, OutputReceiver<ReplayOutcome> out) {
      if (account.written() > 0) {
        out.output(ReplayOutcome.written(account.file()));
      }
    }
  }

  private static final class FailedFn extends DoFn<DeadLetter, ReplayOutcome> {
    @Serial private static final long serialVersionUID = 1L;

    @ProcessElement
    public void tell(@Element DeadLetter failure, OutputReceiver<ReplayOutcome> out) {
      String place = String.valueOf(failure.source());
      out.output(
          ReplayOutcome.failed(
              place.substring(0, place.lastIndexOf('@')),
              failure.errorKind().text() + ": " + failure.message()));
    }
  }
}
