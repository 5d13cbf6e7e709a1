// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Tells of which stages there are rows, so that those of a stage can be removed that the service
 * took away while no job ran. One thread.
 */
public interface StoredStages {

  /** Opens what is asked. */
  interface Factory extends Serializable {
    /**
     * Opens it; nothing is asked yet.
     *
     * @throws IOException if it cannot be asked at all
     */
    StoredStages open(PipelineOptions options) throws IOException;
  }

  /**
   * Ids of the site's stages that have rows, as keys of {@code restream_silver.stages}.
   *
   * @throws IOException if there is no answer now
   */
  Collection<String> idsOf(long siteId) throws IOException;

  /** Knows of none. */
  static Factory none() {
    return options -> siteId -> List.of();
  }
}
