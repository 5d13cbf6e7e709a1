// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A room's socket without a session (ReStream API spec, sections 4.6 and 4.7); reconnects happen
 * behind it. One thread polls; any thread may close.
 */
public interface RoomEvents extends AutoCloseable {

  /**
   * The next message: the JSON of one object, as received.
   *
   * @return null if none came in time
   * @throws IOException if none will come any more
   */
  byte @Nullable [] poll(Duration wait) throws IOException;

  /** How often the connection was made; a change means that messages may have been lost. */
  long connections();

  @Override
  void close();
}
