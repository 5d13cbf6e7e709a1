// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.transforms.deadletters.DeadLetter;
import java.util.List;

/**
 * What the source emits at once: the new records of one or several frames and what was wrong with
 * others. A runner that takes few elements per bundle still gets many records.
 *
 * @param measurements in order of arrival
 * @param defects frames and records that could not be read
 */
record RecordBatch(List<Measurement> measurements, List<DeadLetter> defects) {
  RecordBatch {
    measurements = List.copyOf(measurements);
    defects = List.copyOf(defects);
  }
}
