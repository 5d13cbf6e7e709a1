// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.beam.sdk.options.PipelineOptions;

/** Tells what the table of figures has of a site. One thread. */
interface StoredFigures {

  /** Opens what is asked. */
  interface Factory extends Serializable {
    /**
     * Opens it; nothing is asked yet.
     *
     * @throws IOException if it cannot be asked at all
     */
    StoredFigures open(PipelineOptions options) throws IOException;
  }

  /**
   * The figures of a site.
   *
   * @param stages that have figures; one that is there twice has figures of different making
   * @param names of all parameters
   * @param corrected seconds that were read again for a data change that figures of theirs do not
   *     have as their revision: a job that ended between the one and the other left them
   */
  record OfSite(
      List<StoredStage> stages, SortedSet<String> names, List<StageSignal.Corrected> corrected) {
    public OfSite {
      stages = List.copyOf(stages);
      names = new TreeSet<>(names);
      corrected = List.copyOf(corrected);
    }
  }

  /**
   * The figures of a site as they are now.
   *
   * @throws IOException if there is no answer now
   */
  OfSite of(long siteId) throws IOException;

  /** Has none of any site. */
  static Factory none() {
    return options -> siteId -> new OfSite(List.of(), new TreeSet<>(), List.of());
  }
}
