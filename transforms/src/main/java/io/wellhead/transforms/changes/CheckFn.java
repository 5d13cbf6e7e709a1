// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import io.wellhead.transforms.deadletters.DeadLetter;
import java.io.Serial;
import java.time.Clock;
import java.util.Set;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.TupleTag;

/** Tells the changes that can be followed from the others. */
final class CheckFn extends DoFn<ChangeEvent, ChangeEvent> {
  @Serial private static final long serialVersionUID = 1L;

  static final TupleTag<ChangeEvent> RECEIVED = new TupleTag<>() {};
  static final TupleTag<ChangeEvent> USABLE = new TupleTag<>() {};
  static final TupleTag<DeadLetter> FAILURES = new TupleTag<>() {};

  private static final Set<String> TYPES = Set.of("translation_layer", "transaction");
  private static final Set<String> SUBTYPES =
      Set.of(
          "move",
          "move_delete",
          "move_copy",
          "delete",
          "augment",
          "augment_update",
          "augment_insert",
          "annotate",
          "override",
          "add",
          "change",
          "reverse");

  private final Counter received =
      Metrics.counter(ChangeMetrics.NAMESPACE, ChangeMetrics.CHANGES_RECEIVED_COUNT);
  private final Counter unknown =
      Metrics.counter(ChangeMetrics.NAMESPACE, ChangeMetrics.UNKNOWN_CHANGES_COUNT);
  private final Counter defective =
      Metrics.counter(ChangeMetrics.NAMESPACE, ChangeMetrics.DEFECTIVE_CHANGES_COUNT);
  private final Clock clock;

  CheckFn(Clock clock) {
    this.clock = clock;
  }

  @ProcessElement
  public void check(@Element ChangeEvent event, MultiOutputReceiver out) {
    received.inc();
    if (event.changeId() != ChangeEvent.NO_CHANGE) {
      out.get(RECEIVED).output(event);
    }
    ChangeMessage.Defect defect = ChangeMessage.read(event.payload()).defect();
    if (defect != null) {
      defective.inc();
      out.get(FAILURES)
          .output(
              DeadLetter.of(
                  CheckChanges.STEP,
                  defect.kind(),
                  defect.message(),
                  CheckChanges.subject(event),
                  clock.instant()));
      return;
    }
    if (!isKnown(event)) {
      unknown.inc();
    }
    out.get(USABLE).output(event);
  }

  /** Pairs are not checked: the service has been seen to mix them. */
  private static boolean isKnown(ChangeEvent event) {
    String type = event.type();
    String subtype = event.subtype();
    return type != null && subtype != null && TYPES.contains(type) && SUBTYPES.contains(subtype);
  }
}
