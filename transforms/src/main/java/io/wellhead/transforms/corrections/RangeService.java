// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import io.wellhead.restream.DataRecord;
import io.wellhead.transforms.restream.RefusedException;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What reading corrected ranges needs of the ReStream service. One thread. */
interface RangeService extends AutoCloseable {

  /** Opens the service; nothing is sent before the first call. */
  interface Factory extends Serializable {
    RangeService open() throws IOException;
  }

  /**
   * A site's records between two seconds, both included.
   *
   * @throws RefusedException if the service does not give them
   * @throws IOException if it does not give them now
   */
  List<DataRecord> read(long siteId, long from, long through) throws IOException;

  /** The instant of a site's first record; null if it has none. */
  @Nullable Instant first(long siteId) throws IOException;

  /** The instant of a site's newest record; null if it has none. */
  @Nullable Instant newest(long siteId) throws IOException;

  /**
   * The names of a site's fields, and of those that it had earlier as far as is known.
   *
   * @param anew whether to read the catalogue even if that was done lately
   */
  Set<String> fieldNames(long siteId, boolean anew) throws IOException;

  @Override
  void close();
}
