// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;

/**
 * Lets each version of a file pass once, however often sweeps and notifications find it, as long as
 * it is remembered. To read a file again does no harm but cost, so that ends after some time.
 */
final class OnceFn extends DoFn<KV<String, FoundFile>, FoundFile> {
  @Serial private static final long serialVersionUID = 1L;

  private final Counter again =
      Metrics.counter(DiscoveryMetrics.NAMESPACE, DiscoveryMetrics.FILES_FOUND_AGAIN_COUNT);
  private final Duration memory;

  @StateId("versions")
  private final StateSpec<ValueState<List<String>>> versions =
      StateSpecs.value(ListCoder.of(StringUtf8Coder.of()));

  @TimerId("forget")
  private final TimerSpec forget = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  OnceFn(java.time.Duration memory) {
    this.memory = Duration.millis(memory.toMillis());
  }

  @ProcessElement
  public void pass(
      @Element KV<String, FoundFile> file,
      @StateId("versions") ValueState<List<String>> state,
      @TimerId("forget") Timer timer,
      OutputReceiver<FoundFile> out) {
    List<String> seen = state.read();
    String version = file.getValue().version();
    if (seen != null && seen.contains(version)) {
      again.inc();
      return;
    }
    List<String> more = new ArrayList<>(seen == null ? List.of() : seen);
    more.add(version);
    state.write(more);
    timer.offset(memory).setRelative();
    out.output(file.getValue());
  }

  @OnTimer("forget")
  public void forget(@StateId("versions") ValueState<List<String>> state) {
    state.clear();
  }
}
