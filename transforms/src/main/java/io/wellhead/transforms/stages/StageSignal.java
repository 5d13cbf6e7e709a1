// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import java.time.Instant;
import java.util.List;

/** Something that may change what is known of a site's stages, or their figures. */
sealed interface StageSignal {
  long siteId();

  /** The history has this stage. */
  record Told(StageEntry stage, Instant at) implements StageSignal {
    @Override
    public long siteId() {
      return stage.siteId();
    }
  }

  /** The history has no longer a stage of that id. */
  record Removed(long siteId, String stageId, Instant at) implements StageSignal {}

  /** The site has these definitions, and no others. */
  record Defined(long siteId, List<StageDefinition> definitions, Instant at)
      implements StageSignal {
    public Defined {
      definitions = List.copyOf(definitions);
    }
  }

  /** Live records of those seconds, and of some in between, were delivered. */
  record Delivered(long siteId, long first, long last) implements StageSignal {}

  /** The seconds from the first to the last one were read again because of a data change. */
  record Corrected(long siteId, long first, long last, long revision) implements StageSignal {}
}
