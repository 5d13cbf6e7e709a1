// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.corrections.CorrectedRange;
import java.util.List;
import org.junit.jupiter.api.Test;

/** However much differs, a run of a repair reads no more than a day. */
class RepairTest {
  private static final long DAY = 86_400;
  private static final List<Long> REVISION = List.of(7L);

  @Test
  void ranges_areCutAndGatheredIntoDays() {
    CorrectedRange hour = new CorrectedRange(1, 0, 3599, REVISION);
    CorrectedRange days = new CorrectedRange(2, 60, 60 + 2 * DAY - 1, REVISION);

    List<List<CorrectedRange>> batches = Repair.batches(List.of(hour, days), Repair.MOST_SECONDS);

    long cut = 60 + DAY - 3600;
    assertThat(batches)
        .containsExactly(
            List.of(hour, new CorrectedRange(2, 60, cut - 1, REVISION)),
            List.of(new CorrectedRange(2, cut, cut + DAY - 1, REVISION)),
            List.of(new CorrectedRange(2, cut + DAY, 60 + 2 * DAY - 1, REVISION)));
  }

  @Test
  void dayThatFitsExactly_isOneBatch() {
    CorrectedRange day = new CorrectedRange(1, 0, DAY - 1, REVISION);

    assertThat(Repair.batches(List.of(day), Repair.MOST_SECONDS)).containsExactly(List.of(day));
    assertThat(Repair.batches(List.of(), Repair.MOST_SECONDS)).isEmpty();
  }
}
