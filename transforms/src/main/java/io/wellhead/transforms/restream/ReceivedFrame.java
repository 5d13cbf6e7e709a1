// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.Frame;

/**
 * One frame of a room's measurement socket (ReStream API spec, section 4.2).
 *
 * @param frame the frame; its number rises by one per frame of the socket, reconnects included
 * @param connection which of the socket's connections brought it, from 1; a change means that
 *     frames may have been lost or repeated
 */
record ReceivedFrame(Frame frame, int connection) {
  long number() {
    return frame.number();
  }
}
