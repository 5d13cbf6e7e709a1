// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.HashSet;
import java.util.Set;
import okhttp3.WebSocket;
import org.jspecify.annotations.Nullable;

/**
 * Which acknowledgements are due on the present connection (ReStream API, section 4.3): one for
 * every fifth frame counted from the connection's start, none for a fifth frame that was blank,
 * none for frames of earlier connections. Thread-safe.
 */
final class Acknowledgements {

  private static final int EVERY = 5;
  private static final String MESSAGE = "{\"ack\": \"true\"}";

  private final Set<Long> blankFifths = new HashSet<>();
  private @Nullable WebSocket socket;
  private long before;
  private long fifthsPassed;

  /**
   * A connection was opened.
   *
   * @param framesBefore frames counted on all earlier connections
   */
  synchronized void connected(WebSocket opened, long framesBefore) {
    socket = opened;
    before = framesBefore;
    fifthsPassed = 0;
    blankFifths.clear();
  }

  synchronized void disconnected() {
    socket = null;
  }

  /** A frame without content was counted. */
  synchronized void blank(long number) {
    if ((number - before) % EVERY == 0) {
      blankFifths.add((number - before) / EVERY);
    }
  }

  /** All frames up to the number are done with. */
  synchronized void upTo(long number) {
    long fifths = Math.floorDiv(number - before, EVERY);
    for (; fifthsPassed < fifths; fifthsPassed++) {
      boolean blank = blankFifths.remove(fifthsPassed + 1);
      if (!blank && socket != null) {
        socket.send(MESSAGE);
      }
    }
  }
}
