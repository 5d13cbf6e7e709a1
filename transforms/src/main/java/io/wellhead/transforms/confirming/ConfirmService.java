// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;

/** What confirming needs of the ReStream service and of the warehouse. One thread. */
interface ConfirmService extends AutoCloseable {

  /** Opens both; nothing is sent before the first call. */
  interface Factory extends Serializable {
    ConfirmService open(PipelineOptions options) throws IOException;
  }

  /** How many records of these changes' readings bronze holds now, each counted once. */
  long held(Confirmation changes) throws IOException;

  /**
   * Tells the service that these changes were received. Repeating it does nothing.
   *
   * @return those that it still lists as not confirmed
   */
  Set<Long> confirm(long siteId, Collection<Long> changeIds) throws IOException;

  @Override
  void close();
}
