// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.sessions;

/**
 * The seconds that one frame carries. Frames are written anew from it, so a session holds no
 * payloads.
 *
 * @param replay from the requested history, as stored; otherwise live, as measured
 */
record FrameRef(long first, long last, boolean replay) {

  /** A frame that a fault added: it counts for acknowledgements and is not sent again. */
  static final FrameRef EXTRA = new FrameRef(0, -1, false);
}
