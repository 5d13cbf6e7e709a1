// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.deadletters.ErrorKind;

/** Takes what a change file holds, in its order. */
interface EventReceiver {
  /**
   * Takes an event.
   *
   * @param offset where it is told in the file, expanded if that is compressed: of its line, or of
   *     its block
   */
  void event(ChangeEvent event, long offset);

  /**
   * Takes what could not be read.
   *
   * @param offset the same
   * @param bytes what is there, as far as it is known
   */
  void failure(ErrorKind kind, String message, long offset, byte[] bytes);

  /** Whether to go on; asked between blocks and lines. */
  default boolean wantsMore() {
    return true;
  }
}
