// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.stages;

import io.wellhead.sandbox.restream.world.EditedWorld;
import io.wellhead.sandbox.restream.world.SimulatedTime;
import io.wellhead.sandbox.restream.world.StageEdit;

/**
 * Changes the history on demand; the service tells nobody, it is in the next answer. A stage is
 * named by its site and its first second as it is listed now. Any thread.
 */
public final class StageEdits {

  private final EditedWorld world;
  private final SimulatedTime time;

  public StageEdits(EditedWorld world, SimulatedTime time) {
    this.world = world;
    this.time = time;
  }

  /**
   * Moves a stage's boundaries or changes its number.
   *
   * @throws IllegalArgumentException if there is no such stage, or it would end before it begins
   */
  public void change(long siteId, long start, StageEdit edit) {
    world.change(siteId, start, edit, time.newest());
  }

  /**
   * Takes a stage out of the history.
   *
   * @throws IllegalArgumentException if there is no such stage
   */
  public void remove(long siteId, long start) {
    world.remove(siteId, start, time.newest());
  }
}
