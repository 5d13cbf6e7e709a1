// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.restream.MeasurementCoder;
import java.io.Serial;
import java.time.Instant;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;

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

  private final boolean skipping;
  private final @Nullable Instant historyFrom;

  private ReplaceRange(boolean skipping, @Nullable Instant historyFrom) {
    this.skipping = skipping;
    this.historyFrom = historyFrom;
  }

  /** Deletes every settled second without a record. */
  public static ReplaceRange create() {
    return new ReplaceRange(false, null);
  }

  /**
   * Leaves out the deletes of hours older than a day of which the warehouse that the pipeline's
   * options name holds nothing; each is asked for by a query.
   *
   * @param from first instant of the history that this pipeline reads, of which rows may be on
   *     their way; null if it reads none
   */
  public ReplaceRange skippingEmptyHours(@Nullable Instant from) {
    return new ReplaceRange(true, from);
  }

  @Override
  public PCollectionTuple expand(PCollection<CorrectedPiece> pieces) {
    PCollectionTuple replaced =
        pieces.apply(
            "Replace",
            ParDo.of(new ReplaceFn(skipping, historyFrom))
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
