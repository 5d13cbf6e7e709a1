// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.instances;

import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.restream.InstanceUpdate;
import java.io.Serial;
import java.time.Clock;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * (instance update) to changes of the rows of pads, sites, fields and stages.
 *
 * <p>A row of a pad or site holds all that is known of it: what a message leaves out stays as it
 * was told before. A message of an object that is not known yet changes no row, the source reads
 * the object then. A stage that has got its history id also deletes the row of its derived id.
 */
public final class SortInstances extends PTransform<PCollection<InstanceUpdate>, PCollectionTuple> {
  @Serial private static final long serialVersionUID = 1L;

  /** The step's name in dead letters. */
  static final String STEP = "Sort instance updates";

  private final Clock clock;

  private SortInstances(Clock clock) {
    this.clock = clock;
  }

  public static SortInstances create() {
    return new SortInstances(Clock.systemUTC());
  }

  /** Uses that clock for the time of failures. */
  public SortInstances withClock(Clock newClock) {
    return new SortInstances(newClock);
  }

  @Override
  public PCollectionTuple expand(PCollection<InstanceUpdate> updates) {
    return updates.apply(
        "Sort",
        ParDo.of(new SortFn(clock))
            .withOutputTags(
                SortFn.PADS,
                TupleTagList.of(SortFn.RECEIVED)
                    .and(SortFn.SITES)
                    .and(SortFn.FIELDS)
                    .and(SortFn.STAGES)
                    .and(SortFn.DEFINITIONS)
                    .and(SortFn.FAILURES)));
  }

  /** The updates that hold an object as received, for {@link InstanceTables#bronze}. */
  public static PCollection<InstanceUpdate> received(PCollectionTuple sorted) {
    return sorted.get(SortFn.RECEIVED);
  }

  public static PCollection<InstanceRow> pads(PCollectionTuple sorted) {
    return sorted.get(SortFn.PADS);
  }

  public static PCollection<InstanceRow> sites(PCollectionTuple sorted) {
    return sorted.get(SortFn.SITES);
  }

  public static PCollection<InstanceRow> fields(PCollectionTuple sorted) {
    return sorted.get(SortFn.FIELDS);
  }

  public static PCollection<InstanceRow> stages(PCollectionTuple sorted) {
    return sorted.get(SortFn.STAGES);
  }

  /** The definitions of the sites' aggregations. */
  public static PCollection<InstanceUpdate> definitions(PCollectionTuple sorted) {
    return sorted.get(SortFn.DEFINITIONS);
  }

  public static PCollection<DeadLetter> failures(PCollectionTuple sorted) {
    return sorted.get(SortFn.FAILURES);
  }
}
