// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.world;

import io.wellhead.sandbox.restream.records.Row;
import io.wellhead.sandbox.restream.records.RowSource;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Makes the un-routed form of a pad's records from those of its sites. */
public interface Unrouted {

  /**
   * The pad's record of a second, without site id.
   *
   * @param sites gives the records of a site
   */
  @Nullable Row merged(long second, LongFunction<RowSource> sites);

  /** A site's record with source-prefixed fields, site id kept. */
  Row prefixed(Row row);

  /** The row without what other sources than the named ones measured. */
  Row restricted(Row row, List<String> sources);
}
