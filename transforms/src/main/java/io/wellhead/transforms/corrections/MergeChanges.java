// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import io.wellhead.transforms.changes.ChangeEvent;
import java.io.Serial;
import java.time.Duration;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * (usable change) to the ranges that they make, per site: changes that come within a short pause
 * and whose intervals overlap or touch become one range, so that what is listed at the start or
 * announced in a row is read once.
 *
 * <p>The pause is counted from a site's first change that waits, in processing time. At the end of
 * the input nothing waits longer.
 */
public final class MergeChanges
    extends PTransform<PCollection<ChangeEvent>, PCollection<CorrectedRange>> {
  @Serial private static final long serialVersionUID = 1L;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Duration pause;

  private MergeChanges(Duration pause) {
    this.pause = pause;
  }

  /** Waits two seconds for further changes of a site. */
  public static MergeChanges create() {
    return new MergeChanges(PAUSE);
  }

  /** Waits that long. */
  public MergeChanges withPause(Duration newPause) {
    if (newPause.isNegative()) {
      throw new IllegalArgumentException("pause " + newPause + ": accepted is zero or more");
    }
    return new MergeChanges(newPause);
  }

  @Override
  public PCollection<CorrectedRange> expand(PCollection<ChangeEvent> changes) {
    return changes
        .apply(
            "BySite",
            MapElements.into(new TypeDescriptor<KV<Long, CorrectedRange>>() {})
                .via(MergeChanges::bySite))
        .setCoder(KvCoder.of(VarLongCoder.of(), CorrectedRangeCoder.of()))
        .apply("Merge", ParDo.of(new MergeFn(pause)))
        .setCoder(CorrectedRangeCoder.of());
  }

  private static KV<Long, CorrectedRange> bySite(ChangeEvent event) {
    CorrectedRange range = CorrectedRange.of(event);
    return KV.of(range.siteId(), range);
  }
}
