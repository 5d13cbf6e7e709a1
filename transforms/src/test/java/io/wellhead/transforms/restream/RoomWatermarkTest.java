// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RoomWatermarkTest {
  private static final long T0 = 1_906_538_400L;
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final ManualClock clock = new ManualClock(Instant.ofEpochSecond(T0));
  private final RoomProgress progress = new RoomProgress(clock, SiteProgress.NOT_STARTED);
  private final RoomWatermark watermark = new RoomWatermark(clock, IDLE, Instant.EPOCH);

  @Test
  void advance_severalSites_followsTheSlowest() {
    emit(1, T0);
    emit(2, T0);
    emit(1, T0 + 1);
    assertThat(after(Duration.ofSeconds(5))).isEqualTo(T0 + 1);
    emit(2, T0 + 1);
    assertThat(after(Duration.ZERO)).isEqualTo(T0 + 2);
  }

  @Test
  void advance_hole_isNotPassedHoweverLongItStays() {
    emit(1, T0);
    emit(1, T0 + 2);
    assertThat(after(Duration.ofHours(1))).isEqualTo(T0 + 1);
    emit(1, T0 + 1);
    assertThat(after(Duration.ZERO)).isEqualTo(T0 + 3);
  }

  @Test
  void advance_silentSite_goesOnWithTheClockAtADistance() {
    emit(1, T0);
    assertThat(after(IDLE)).isEqualTo(T0 + 1);
    assertThat(after(Duration.ofSeconds(30))).isEqualTo(T0 + 31);
  }

  @Test
  void advance_unsettledRoom_countsNobodyAsSilent() {
    emit(1, T0);
    clock.advance(Duration.ofHours(1));
    watermark.advance(progress, true);
    assertThat(watermark.current()).isEqualTo(Instant.ofEpochSecond(T0 + 1));
  }

  @Test
  void advance_expectedSiteWithoutRecords_holdsUntilItCountsAsSilent() {
    progress.expect(1);
    progress.expect(2);
    emit(1, T0);
    assertThat(after(Duration.ZERO)).isZero();
    emit(1, T0 + 1);
    assertThat(after(IDLE)).isZero();
    clock.advance(Duration.ofMillis(1));
    assertThat(after(Duration.ZERO)).isGreaterThanOrEqualTo(T0 + 2);
  }

  @Test
  void advance_recordsAheadOfTheClock_stayAtTheClock() {
    emit(1, T0 + 1000);
    assertThat(after(Duration.ofSeconds(3))).isEqualTo(T0 + 3);
  }

  @Test
  void advance_clockOrFrontierSteppingBack_neverGoesBack() {
    emit(1, T0);
    after(Duration.ofSeconds(1));
    clock.advance(Duration.ofHours(-1));
    assertThat(after(Duration.ZERO)).isEqualTo(T0 + 1);
    emit(2, T0 - 500);
    assertThat(after(Duration.ofHours(2))).isGreaterThanOrEqualTo(T0 + 1);
  }

  /** The contract: whatever the order, no record that will still come is passed. */
  @Property(tries = 20)
  void advance_tenThousandFramesOutOfOrder_neverPassesOneThatIsNotEmitted(@ForAll long seed) {
    Random random = new Random(seed);
    ManualClock time = new ManualClock(Instant.ofEpochSecond(T0));
    RoomProgress room = new RoomProgress(time, T0 - 1);
    RoomWatermark mark = new RoomWatermark(time, IDLE, Instant.EPOCH);
    room.expect(1);
    room.expect(2);
    List<long[]> waiting = new ArrayList<>();
    Instant before = Instant.EPOCH;
    for (long t = T0; t < T0 + 5000; t++) {
      waiting.add(new long[] {1, t});
      waiting.add(new long[] {2, t});
      while (waiting.size() > (t == T0 + 4999 ? 0 : 20)) {
        long[] next = waiting.remove(random.nextInt(waiting.size()));
        room.admit(next[0], next[1], next[0] * 1_000_003 + next[1], true);
        mark.advance(room, false);
        assertThat(mark.current()).isAfterOrEqualTo(before);
        before = mark.current();
        for (long[] record : waiting) {
          assertThat(mark.current()).isBeforeOrEqualTo(Instant.ofEpochSecond(record[1]));
        }
      }
      time.advance(Duration.ofMillis(random.nextInt(2000)));
    }
    assertThat(room.firstMissing()).isEqualTo(T0 + 5000);
  }

  private void emit(long site, long time) {
    progress.admit(site, time, site * 1_000_003 + time, true);
  }

  private long after(Duration wait) {
    clock.advance(wait);
    watermark.advance(progress, false);
    return watermark.current().getEpochSecond();
  }
}
