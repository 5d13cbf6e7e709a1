// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.transforms.deadletters.DeadLetter;
import java.io.Serial;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.TupleTag;

/** Gives each record of a batch its own event time; dead letters keep the batch's. */
final class TakeOutRecordsFn extends DoFn<RecordBatch, Measurement> {
  @Serial private static final long serialVersionUID = 1L;

  static final TupleTag<Measurement> MEASUREMENTS = new MeasurementTag();
  static final TupleTag<DeadLetter> DEFECTS = new DefectTag();

  /** Tags are classes of their own, so that their type is known at run time. */
  private static final class MeasurementTag extends TupleTag<Measurement> {
    @Serial private static final long serialVersionUID = 1L;

    MeasurementTag() {
      super("measurements");
    }
  }

  private static final class DefectTag extends TupleTag<DeadLetter> {
    @Serial private static final long serialVersionUID = 1L;

    DefectTag() {
      super("defects");
    }
  }

  @ProcessElement
  public void process(@Element RecordBatch batch, MultiOutputReceiver out) {
    OutputReceiver<Measurement> measurements = out.get(MEASUREMENTS);
    for (Measurement measurement : batch.measurements()) {
      measurements.outputWithTimestamp(
          measurement, BeamTime.jodaOfSeconds(measurement.eventTime()));
    }
    OutputReceiver<DeadLetter> defects = out.get(DEFECTS);
    batch.defects().forEach(defects::output);
  }
}
