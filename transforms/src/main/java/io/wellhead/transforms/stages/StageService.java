// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import io.wellhead.restream.DataRecord;
import io.wellhead.transforms.restream.RefusedException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What computing stages needs of the ReStream service. One thread. */
interface StageService extends AutoCloseable {

  /** Opens the service; nothing is sent before the first call. */
  interface Factory extends Serializable {
    StageService open() throws IOException;
  }

  /**
   * Gives a site's records between two seconds, both included, one after the other.
   *
   * @throws RefusedException if the service does not give them
   * @throws IOException if it does not give them now; some may have been given
   */
  void read(long siteId, long from, long through, Consumer<DataRecord> records) throws IOException;

  /**
   * The vendor's figures of a stage by the names of the parameters; empty if it has none.
   *
   * @throws RefusedException if the service does not give them
   * @throws IOException if it does not give them now
   */
  Map<String, @Nullable Number> figures(long siteId, long historyId) throws IOException;

  @Override
  void close();
}
