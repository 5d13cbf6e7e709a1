// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventTimeBoundsTest {
  private static final long NOW = Instant.parse("2026-06-01T00:00:00Z").getEpochSecond();
  private static final long DAY = 86_400;

  @Test
  void defectOf_1970And2100_isNamedWithTheBounds() {
    assertThat(defectOf(0, NOW)).contains("timestamp 0").contains("2000-01-01T00:00:00Z");
    assertThat(defectOf(4_102_444_800L, NOW)).contains("before 2100-01-01T00:00:00Z");
    assertThat(defectOf(946_684_800L, NOW)).isNull();
  }

  @Test
  void defectOf_moreThanADayAhead_isOneUnlessTheRoomIsThere() {
    assertThat(defectOf(NOW + DAY, NOW)).isNull();
    assertThat(defectOf(NOW + DAY + 1, NOW)).contains("more than a day ahead");
    assertThat(defectOf(NOW + 5 * DAY, NOW + 5 * DAY - 1)).isNull();
    assertThat(defectOf(NOW + 5 * DAY, Long.MIN_VALUE)).as("the room's first record").isNull();
  }

  @Test
  void new_emptyRange_isRefused() {
    assertThatThrownBy(() -> new EventTimeBounds(Instant.EPOCH, Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1970-01-01");
  }

  private static String defectOf(long eventTime, long high) {
    return EventTimeBounds.DEFAULT.defectOf(eventTime, NOW, high);
  }
}
