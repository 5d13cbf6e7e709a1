// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import com.google.common.collect.ImmutableList;
import java.io.Serial;
import java.time.Duration;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Keeps a site's ranges until the pause is over, and gives them merged. */
final class MergeFn extends DoFn<KV<Long, CorrectedRange>, CorrectedRange> {
  @Serial private static final long serialVersionUID = 1L;

  @StateId("waiting")
  private final StateSpec<BagState<CorrectedRange>> waitingSpec =
      StateSpecs.bag(CorrectedRangeCoder.of());

  @TimerId("pause")
  private final TimerSpec pauseSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  private final Duration pause;

  MergeFn(Duration pause) {
    this.pause = pause;
  }

  @ProcessElement
  public void keep(
      @Element KV<Long, CorrectedRange> range,
      @StateId("waiting") BagState<CorrectedRange> waiting,
      @TimerId("pause") Timer timer) {
    if (Boolean.TRUE.equals(waiting.isEmpty().read())) {
      timer.offset(org.joda.time.Duration.millis(pause.toMillis())).setRelative();
    }
    waiting.add(range.getValue());
  }

  @OnTimer("pause")
  public void onPause(
      @StateId("waiting") BagState<CorrectedRange> waiting, OutputReceiver<CorrectedRange> out) {
    give(waiting, out);
  }

  @OnWindowExpiration
  public void onEnd(
      @StateId("waiting") BagState<CorrectedRange> waiting, OutputReceiver<CorrectedRange> out) {
    give(waiting, out);
  }

  private static void give(BagState<CorrectedRange> waiting, OutputReceiver<CorrectedRange> out) {
    CorrectedRange.merge(ImmutableList.copyOf(waiting.read())).forEach(out::output);
    waiting.clear();
  }
}
