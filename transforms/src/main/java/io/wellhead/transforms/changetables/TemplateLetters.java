// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changeevents.EventException;
import io.wellhead.transforms.changeevents.TemplateRowDecoder;
import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.changefiles.FileEventCoder;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import io.wellhead.transforms.deadletters.ReplayOutcome;
import io.wellhead.transforms.deadletters.ReplayOutcomeCoder;
import io.wellhead.transforms.discovery.FileList;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Serial;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Writes what dead-letter files of Google's Datastream-to-BigQuery template hold, as if it had come
 * in change files. Gives what became of each line, whose letter is named by its hash. Reading a
 * file again changes nothing.
 */
public final class TemplateLetters
    extends PTransform<PBegin, WithFailures.Result<PCollection<ReplayOutcome>, DeadLetter>> {
  @Serial private static final long serialVersionUID = 1L;

  private final String pattern;
  private final ChangeDestinations destinations;
  private final Clock clock;

  private TemplateLetters(String pattern, ChangeDestinations destinations, Clock clock) {
    this.pattern = pattern;
    this.destinations = destinations;
    this.clock = clock;
  }

  /**
   * Reads files.
   *
   * @param pattern such as {@code gs://bucket/dlq/retry/**.json}
   */
  public static TemplateLetters of(String pattern, ChangeDestinations destinations) {
    return new TemplateLetters(pattern, destinations, Clock.systemUTC());
  }

  @Override
  public WithFailures.Result<PCollection<ReplayOutcome>, DeadLetter> expand(PBegin begin) {
    PCollectionTuple lines =
        begin
            .apply("Pattern", Create.of(pattern))
            .apply("List", ParDo.of(new ListFn()))
            .apply("Spread", Reshuffle.viaRandomKey())
            .apply(
                "Read lines",
                ParDo.of(new ReadLinesFn())
                    .withOutputTags(ReadLinesFn.EVENTS, TupleTagList.of(ReadLinesFn.UNREADABLE)));
    PCollection<FileEvent> events =
        EventSteps.receive(
                lines.get(ReadLinesFn.EVENTS).setCoder(FileEventCoder.of()),
                destinations.settings())
            .get(ReceiveFn.EVENTS);
    PCollectionTuple bronze =
        EventSteps.missingBronze(
            "Write bronze", EventSteps.withoutLetter(events), destinations, clock);
    PCollectionTuple history =
        EventSteps.silver(
            "Write history", events, new WriteSilverFn(destinations, Layer.VERSIONS, clock));
    PCollection<ReplayOutcome> written =
        ReplayLetters.silver(
            events.apply("By line", ParDo.of(new ByLineFn())).setCoder(FileEventCoder.of()),
            Layer.CURRENT_STATE,
            destinations,
            clock);
    return WithFailures.Result.of(
        PCollectionList.of(written)
            .and(lines.get(ReadLinesFn.UNREADABLE).setCoder(ReplayOutcomeCoder.of()))
            .apply("Outcomes", Flatten.pCollections()),
        PCollectionList.of(bronze.get(ReplayBronzeFn.FAILURES))
            .and(history.get(WriteSilverFn.FAILURES))
            .apply("New failures", Flatten.pCollections()));
  }

  private static final class ListFn extends DoFn<String, String> {
    @Serial private static final long serialVersionUID = 1L;

    @ProcessElement
    public void list(@Element String pattern, PipelineOptions options, OutputReceiver<String> out)
        throws IOException {
      List<String> uris = new ArrayList<>();
      FileList.each(pattern, options, file -> uris.add(file.uri()));
      uris.forEach(out::output);
    }
  }

  /** Gives the event of each line; the line's hash is the version of its file. */
  private static final class ReadLinesFn extends DoFn<String, FileEvent> {
    @Serial private static final long serialVersionUID = 1L;
    static final TupleTag<FileEvent> EVENTS = new TupleTag<>() {};
    static final TupleTag<ReplayOutcome> UNREADABLE = new TupleTag<>() {};

    @ProcessElement
    public void read(@Element String uri, MultiOutputReceiver out) throws IOException {
      try (BufferedReader lines =
          new BufferedReader(
              Channels.newReader(
                  FileSystems.open(FileSystems.matchNewResource(uri, false)),
                  StandardCharsets.UTF_8))) {
        long number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (!line.isBlank()) {
            read(uri, number, line, out);
          }
          number++;
        }
      }
    }

    private static void read(String uri, long number, String line, MultiOutputReceiver out) {
      String id =
          DeadLetter.of(
                  "template",
                  ErrorKind.REJECTED,
                  "",
                  new DeadLetter.Subject(line.getBytes(StandardCharsets.UTF_8), null, null),
                  Instant.EPOCH)
              .id();
      try {
        out.get(EVENTS).output(new FileEvent(uri, id, number, TemplateRowDecoder.decode(line)));
      } catch (EventException e) {
        out.get(UNREADABLE)
            .output(
                ReplayOutcome.failed(
                    id,
                    "%s: %s (line %d of %s)"
                        .formatted(e.kind().text(), e.getMessage(), number + 1, uri)));
      }
    }
  }

  /** Outcomes of the current state are told by file, so each line is one. */
  private static final class ByLineFn extends DoFn<FileEvent, FileEvent> {
    @Serial private static final long serialVersionUID = 1L;

    @ProcessElement
    public void name(@Element FileEvent event, OutputReceiver<FileEvent> out) {
      out.output(new FileEvent(event.version(), event.version(), event.offset(), event.event()));
    }
  }
}
