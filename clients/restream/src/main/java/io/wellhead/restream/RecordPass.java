// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.Iterator;

/** One pass over data: an iterator that holds a request open. */
interface RecordPass extends Iterator<DataRecord>, AutoCloseable {

  /** Whether nothing more comes of it: read to the end, failed or closed. */
  boolean isOver();

  /**
   * Ends the pass from any thread. Unless it was read to its end, {@link #hasNext} throws {@link
   * CanceledException} from now on, so that half of the data is not taken for all of it.
   */
  @Override
  void close();
}
