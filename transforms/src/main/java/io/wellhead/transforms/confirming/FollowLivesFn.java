// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import java.io.Serial;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Adds up what is known of a change, and gives all of it each time that something is added. */
final class FollowLivesFn extends DoFn<KV<Long, ChangeLife>, ChangeLife> {
  @Serial private static final long serialVersionUID = 1L;

  @StateId("life")
  private final StateSpec<ValueState<ChangeLife>> lifeSpec = StateSpecs.value(ChangeLifeCoder.of());

  private final ChangeLife.Status last;

  /**
   * Follows changes until that status.
   *
   * @param last after which the change is forgotten
   */
  FollowLivesFn(ChangeLife.Status last) {
    this.last = last;
  }

  @ProcessElement
  public void follow(
      @Element KV<Long, ChangeLife> part,
      @StateId("life") ValueState<ChangeLife> state,
      OutputReceiver<ChangeLife> out) {
    ChangeLife before = state.read();
    ChangeLife life = before == null ? part.getValue() : before.plus(part.getValue());
    if (life.received() != null) {
      out.output(life.sinceReceived());
    }
    if (life.received() != null && life.sinceReceived().status() == last) {
      state.clear();
    } else {
      state.write(life);
    }
  }
}
