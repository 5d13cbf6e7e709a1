// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EndOfRoomTest {
  private static final long T0 = 1_780_293_600L;
  private static final long END = T0 + 10;

  private final ManualClock clock = new ManualClock(Instant.ofEpochSecond(T0));
  private final RoomProgress progress = new RoomProgress(clock, SiteProgress.NOT_STARTED);
  private final EndOfRoom end =
      new EndOfRoom(PadSettings.routed(null, Instant.ofEpochSecond(END)), clock, progress);

  @Test
  void isReached_nothingLeftBeforeTheEnd_isTrueOnceEverySiteIsThere() {
    assertThat(end.isReached()).as("no site has started").isFalse();
    fill(1, T0, END - 1);
    fill(2, T0, END - 2);
    assertThat(end.isReached()).as("site 2 lacks a second").isFalse();
    fill(2, END - 1, END - 1);
    assertThat(end.isReached()).isTrue();
  }

  @Test
  void isReached_noEndAskedFor_isNeverTrue() {
    EndOfRoom none = new EndOfRoom(PadSettings.routed(null, null), clock, progress);
    progress.admit(1, T0, 1, true);
    clock.advance(Duration.ofDays(3650));
    assertThat(none.isReached()).isFalse();
    assertThat(none.isPassedByClock()).isFalse();
  }

  @Test
  void silent_padWithoutSites_isWaitedForUntilTheClockHasPassedTheEnd() {
    clock.advance(Duration.ofSeconds(9));
    end.silent();
    assertThat(progress.sites()).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    end.silent();
    assertThat(progress.firstMissing()).isEqualTo(T0);
  }

  @Test
  void silent_sitesWithoutAnyRecord_lackWhatCameSinceTheReadingBegan() {
    progress.expect(1);
    progress.expect(2);
    clock.advance(Duration.ofSeconds(10));
    end.silent();
    assertThat(progress.sites()).hasSize(2).allMatch(site -> site.frontier() == T0 - 1);
  }

  @Test
  void answered_nothingNewTwiceBehindTheEnd_isTheEnd() {
    progress.admit(1, T0, 1, true);
    clock.advance(Duration.ofSeconds(10));
    ask(0);
    assertThat(end.isReached()).isFalse();
    ask(0);
    assertThat(end.isReached()).isTrue();
  }

  @Test
  void answered_questionsBeforeTheEnd_doNotCount() {
    progress.admit(1, T0, 1, true);
    ask(0);
    end.asked();
    clock.advance(Duration.ofSeconds(10));
    end.answered(T0 + 1, 0);
    ask(0);
    assertThat(end.isReached()).isFalse();
    ask(0);
    assertThat(end.isReached()).isTrue();
  }

  @Test
  void answered_somethingNewOrAnotherConnectionInBetween_countsFromThere() {
    progress.admit(1, T0, 1, true);
    clock.advance(Duration.ofSeconds(10));
    ask(0);
    ask(1);
    ask(0);
    assertThat(end.isReached()).isFalse();
    end.resume();
    ask(0);
    assertThat(end.isReached()).isFalse();
    ask(0);
    assertThat(end.isReached()).isTrue();
  }

  private void fill(long site, long from, long through) {
    for (long second = from; second <= through; second++) {
      progress.admit(site, second, second, true);
    }
  }

  private void ask(long newRecords) {
    end.asked();
    end.answered(T0 + 1, newRecords);
  }
}
