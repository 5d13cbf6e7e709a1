// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.changefiles.FileEventCoder;
import io.wellhead.transforms.changesettings.ChangeSettings;
import io.wellhead.transforms.deadletters.DeadLetterCoder;
import io.wellhead.transforms.deadletters.ReplayOutcomeCoder;
import java.time.Clock;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptors;

/** The steps of events that pipelines and replays share, with the coders of what they give. */
final class EventSteps {
  private EventSteps() {}

  /** Applies the settings: gives what {@link ReceiveFn} does. */
  static PCollectionTuple receive(PCollection<FileEvent> events, ChangeSettings settings) {
    PCollectionTuple received =
        events.apply(
            "Apply settings",
            ParDo.of(new ReceiveFn(settings))
                .withOutputTags(ReceiveFn.EVENTS, TupleTagList.of(ReceiveFn.COUNTS)));
    received.get(ReceiveFn.EVENTS).setCoder(FileEventCoder.of());
    received.get(ReceiveFn.COUNTS).setCoder(FileAccountCoder.of());
    return received;
  }

  /** Writes the tables of a layer: gives what {@link WriteSilverFn} does. */
  static PCollectionTuple silver(String step, PCollection<FileEvent> events, WriteSilverFn write) {
    PCollectionTuple written =
        events.apply(
            step,
            ParDo.of(write)
                .withOutputTags(WriteSilverFn.COUNTS, TupleTagList.of(WriteSilverFn.FAILURES)));
    written.get(WriteSilverFn.COUNTS).setCoder(FileAccountCoder.of());
    written.get(WriteSilverFn.FAILURES).setCoder(DeadLetterCoder.of());
    return written;
  }

  /** Appends what bronze lacks of events with the ids of their letters. */
  static PCollectionTuple missingBronze(
      String step,
      PCollection<KV<String, FileEvent>> events,
      ChangeDestinations destinations,
      Clock clock) {
    PCollectionTuple written =
        events.apply(
            step,
            ParDo.of(new ReplayBronzeFn(destinations, clock))
                .withOutputTags(
                    ReplayBronzeFn.OUTCOMES,
                    TupleTagList.of(ReplayBronzeFn.FAILURES).and(ReplayBronzeFn.SETTLED)));
    written.get(ReplayBronzeFn.OUTCOMES).setCoder(ReplayOutcomeCoder.of());
    written.get(ReplayBronzeFn.FAILURES).setCoder(DeadLetterCoder.of());
    written
        .get(ReplayBronzeFn.SETTLED)
        .setCoder(KvCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of()));
    return written;
  }

  /** Events without a letter, which are of a file that is read again. */
  static PCollection<KV<String, FileEvent>> withoutLetter(PCollection<FileEvent> events) {
    return events
        .apply(
            "Without letter",
            WithKeys.<String, FileEvent>of("").withKeyType(TypeDescriptors.strings()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), FileEventCoder.of()));
  }
}
