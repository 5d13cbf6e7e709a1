// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import io.wellhead.transforms.deadletters.DeadLetter;
import java.io.Serial;
import java.time.Clock;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * (change event) to those that can be followed, and dead letters of the others.
 *
 * <p>A change can be followed if it names a site and an interval: a start before 2100, and an end
 * from 2000 to before 2100 that is not before the start. Its type and subtype say nothing about
 * what is to be done, so unknown ones mean that the interval has changed, and are counted.
 */
public final class CheckChanges extends PTransform<PCollection<ChangeEvent>, PCollectionTuple> {
  @Serial private static final long serialVersionUID = 1L;

  /** The step's name in dead letters. */
  static final String STEP = "Check data changes";

  private final Clock clock;

  private CheckChanges(Clock clock) {
    this.clock = clock;
  }

  public static CheckChanges create() {
    return new CheckChanges(Clock.systemUTC());
  }

  /** Uses that clock for the time of failures. */
  public CheckChanges withClock(Clock newClock) {
    return new CheckChanges(newClock);
  }

  @Override
  public PCollectionTuple expand(PCollection<ChangeEvent> events) {
    return events.apply(
        "Check",
        ParDo.of(new CheckFn(clock))
            .withOutputTags(
                CheckFn.USABLE, TupleTagList.of(CheckFn.RECEIVED).and(CheckFn.FAILURES)));
  }

  /** Every event that tells a change, usable or not, for {@link ChangeTables#bronze}. */
  public static PCollection<ChangeEvent> received(PCollectionTuple checked) {
    return checked.get(CheckFn.RECEIVED);
  }

  /** The changes that can be followed: change id, site id, start and end are there. */
  public static PCollection<ChangeEvent> usable(PCollectionTuple checked) {
    return checked.get(CheckFn.USABLE);
  }

  public static PCollection<DeadLetter> failures(PCollectionTuple checked) {
    return checked.get(CheckFn.FAILURES);
  }

  static DeadLetter.Subject subject(ChangeEvent event) {
    return new DeadLetter.Subject(event.payload(), event.room().toString(), event.receivedAt());
  }
}
