// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneBacklogTest {
  private static final Instant NOW = Instant.parse("2030-06-01T10:00:00Z");
  private static final long HIGH = NOW.getEpochSecond();

  @Test
  void nothingQueued_isNothingLeft() {
    assertThat(LaneBacklog.of(List.of(), NOW)).isEqualTo(new LaneBacklog(0, 0));
  }

  @Test
  void whatIsReadIsNotCounted_andWhatIsUnsettledIsCountedAgain() {
    RangeReading fresh = reading(HIGH - 7200, HIGH - 3601);
    RangeReading begun = reading(HIGH - 600, HIGH - 1).after(HIGH - 301, HIGH - 361);

    assertThat(LaneBacklog.of(List.of(fresh, begun), NOW))
        .isEqualTo(new LaneBacklog(2, 3600 + 300 + 60));
  }

  @Test
  void whatIsAheadOfClockAndNewestRecord_isNotCounted() {
    RangeReading ahead = reading(HIGH - 59, HIGH + 1_000_000_000);

    assertThat(LaneBacklog.of(List.of(ahead), NOW)).isEqualTo(new LaneBacklog(1, 60));
    assertThat(LaneBacklog.of(List.of(ahead.seeing(new Look(HIGH + 30, NOW))), NOW))
        .isEqualTo(new LaneBacklog(1, 90));
    assertThat(LaneBacklog.of(List.of(reading(HIGH + 60, HIGH + 119)), NOW))
        .isEqualTo(new LaneBacklog(1, 0));
  }

  private static RangeReading reading(long from, long through) {
    return RangeReading.of(new CorrectedRange(9102, from, through, List.of(5L)));
  }
}
