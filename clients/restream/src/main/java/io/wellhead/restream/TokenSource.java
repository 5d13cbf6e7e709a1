// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.Failure.AttemptFailed;

/** Where bearer tokens come from. Used by any thread. */
interface TokenSource {

  /** A token that is believed to be valid. One attempt: repeating is the caller's business. */
  Secret current(Cancellation cancellation) throws AttemptFailed;

  /**
   * The server rejected the token, so the next {@link #current} must not return it.
   *
   * @return false when there cannot be another one
   */
  boolean reject(Secret rejected);
}
