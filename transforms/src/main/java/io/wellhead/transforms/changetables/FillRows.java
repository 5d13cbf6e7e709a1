// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.changefiles.FileEventCoder;
import java.io.Serial;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Gives updates the large values that they do not tell, for tables whose settings ask for it. The
 * newest event of each of their rows is kept as state, because bronze has an event only some time
 * after it was read; bronze is asked for what was before.
 *
 * <p>Each event gives one. If it tells something that the newest event of its row lacks, that is
 * given in its place, under its file: its own row would not be the current one, and the newest has
 * to be written once more. Its sequence grows with what is known, so that it does not matter in
 * which order the two are written.
 */
final class FillRows extends PTransform<PCollection<FileEvent>, PCollection<FileEvent>> {
  @Serial private static final long serialVersionUID = 1L;

  private final ChangeDestinations destinations;

  private FillRows(ChangeDestinations destinations) {
    this.destinations = destinations;
  }

  /** The events, filled where the settings ask for it. */
  static PCollection<FileEvent> of(
      String name, PCollection<FileEvent> events, ChangeDestinations destinations) {
    return destinations.settings().fillsPartialRows()
        ? events.apply(name, new FillRows(destinations))
        : events;
  }

  @Override
  public PCollection<FileEvent> expand(PCollection<FileEvent> events) {
    PCollectionTuple split =
        events.apply(
            "Recall",
            ParDo.of(new RecallRowsFn(destinations))
                .withOutputTags(RecallRowsFn.WHOLE, TupleTagList.of(RecallRowsFn.ROWS)));
    PCollection<FileEvent> filled =
        split
            .get(RecallRowsFn.ROWS)
            .setCoder(RecallRowsFn.ROWS_CODER)
            .apply("Fill", ParDo.of(new FillFn(destinations)))
            .setCoder(FileEventCoder.of());
    return PCollectionList.of(split.get(RecallRowsFn.WHOLE).setCoder(FileEventCoder.of()))
        .and(filled)
        .apply("All", Flatten.pCollections());
  }

  /** Remembers rows. */
  static final class FillFn extends DoFn<KV<String, KV<FileEvent, KnownRow>>, FileEvent> {
    @Serial private static final long serialVersionUID = 1L;

    @StateId("row")
    private final StateSpec<ValueState<KnownRow>> state = StateSpecs.value(KnownRowCoder.of());

    private final EventTables names;

    FillFn(ChangeDestinations destinations) {
      names = new EventTables(destinations);
    }

    @ProcessElement
    public void fill(
        @Element KV<String, KV<FileEvent, KnownRow>> element,
        @StateId("row") ValueState<KnownRow> row,
        OutputReceiver<FileEvent> out) {
      FileEvent own = element.getValue().getKey();
      KnownRow told = element.getValue().getValue();
      KnownRow before = row.read();
      boolean sized = !names.settings(own.event()).hidesAnything();
      KnownRow now = before == null ? told : before.plus(told, sized);
      if (!now.equals(before)) {
        row.write(now);
      }
      boolean isOwn = !now.equals(before) || now.sequence().equals(KnownRow.of(own).sequence());
      KnownRow given = isOwn ? now : KnownRow.of(own);
      ChangeTableMetrics.filled(given.filledCount());
      out.output(given.filled(own));
    }
  }
}
