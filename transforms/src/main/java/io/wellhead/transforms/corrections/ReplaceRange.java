// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.restream.MeasurementCoder;
import java.io.Serial;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * (what the service returned) to the rows that make silver the same: a measurement for each record,
 * and a removed second for each settled one without a record.
 *
 * <p>No state tells which seconds silver holds: deleting what is not there does nothing, and the
 * delete stays known, so that a row of a lower revision that comes later does not bring the second
 * back.
 */
public final class ReplaceRange extends PTransform<PCollection<CorrectedPiece>, PCollectionTuple> {
  @Serial private static final long serialVersionUID = 1L;

  private ReplaceRange() {}

  public static ReplaceRange create() {
    return new ReplaceRange();
  }

  @Override
  public PCollectionTuple expand(PCollection<CorrectedPiece> pieces) {
    PCollectionTuple replaced =
        pieces.apply(
            "Replace",
            ParDo.of(new ReplaceFn())
                .withOutputTags(ReplaceFn.CORRECTED, TupleTagList.of(ReplaceFn.REMOVED)));
    replaced.get(ReplaceFn.CORRECTED).setCoder(MeasurementCoder.of());
    replaced.get(ReplaceFn.REMOVED).setCoder(RemovedSecondCoder.of());
    return replaced;
  }

  /** The records, as measurements of the range's revision. */
  public static PCollection<Measurement> corrected(PCollectionTuple replaced) {
    return replaced.get(ReplaceFn.CORRECTED);
  }

  /** The seconds to delete, for {@link RemovedSecond#write}. */
  public static PCollection<RemovedSecond> removed(PCollectionTuple replaced) {
    return replaced.get(ReplaceFn.REMOVED);
  }
}
