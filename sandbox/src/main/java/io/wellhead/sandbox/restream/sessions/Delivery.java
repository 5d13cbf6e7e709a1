// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.sessions;

import java.util.ArrayDeque;
import java.util.List;

/** What one connection of a session has been given and has not acknowledged. Any thread. */
final class Delivery {

  private final ArrayDeque<FrameRef> unacknowledged = new ArrayDeque<>();
  private final int limit;
  private final boolean cumulative;
  private int unsent;

  /**
   * @param limit unacknowledged frames kept; the oldest are dropped beyond
   * @param cumulative whether an acknowledgement covers all that was sent, or five frames
   */
  Delivery(int limit, boolean cumulative) {
    this.limit = limit;
    this.cumulative = cumulative;
  }

  synchronized void add(FrameRef frame) {
    unacknowledged.addLast(frame);
    unsent++;
    if (unacknowledged.size() > limit) {
      unacknowledged.removeFirst();
    }
  }

  /** The frame just added will not be sent for now. */
  synchronized void takeBack(FrameRef frame) {
    if (unacknowledged.removeLastOccurrence(frame)) {
      unsent--;
    }
  }

  /**
   * The frames added so far are about to be written, so that from now on an acknowledgement may
   * cover them.
   *
   * @param butLast how many of them, at the end, are not
   */
  synchronized void sent(int butLast) {
    unsent = butLast;
  }

  synchronized void acknowledged() {
    int covered = unacknowledged.size() - unsent;
    int dropped = cumulative ? covered : Math.min(covered, 5);
    for (int i = 0; i < dropped; i++) {
      unacknowledged.removeFirst();
    }
  }

  synchronized int outstanding() {
    return unacknowledged.size();
  }

  /** Takes all frames that must be sent again. */
  synchronized List<FrameRef> drain() {
    List<FrameRef> rest =
        unacknowledged.stream().filter(frame -> !frame.equals(FrameRef.EXTRA)).toList();
    unacknowledged.clear();
    unsent = 0;
    return rest;
  }
}
