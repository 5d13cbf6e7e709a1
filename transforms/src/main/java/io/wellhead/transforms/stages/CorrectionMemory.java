// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import java.util.ArrayList;
import java.util.List;

/** The latest corrected ranges of a site, for stages that are told of later. One thread. */
final class CorrectionMemory {
  /** Pieces of one correction count as one. */
  private static final int MOST = 1000;

  final List<StageSignal.Corrected> ranges = new ArrayList<>();

  void add(StageSignal.Corrected next) {
    int last = ranges.size() - 1;
    StageSignal.Corrected before = last < 0 ? null : ranges.get(last);
    if (before != null
        && before.revision() == next.revision()
        && next.first() >= before.first()
        && next.first() <= before.last() + 1) {
      ranges.set(
          last,
          new StageSignal.Corrected(
              next.siteId(),
              before.first(),
              Math.max(before.last(), next.last()),
              next.revision()));
      return;
    }
    ranges.add(next);
    if (ranges.size() > MOST) {
      ranges.remove(0);
    }
  }
}
