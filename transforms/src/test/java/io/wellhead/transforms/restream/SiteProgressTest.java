// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SiteProgressTest {
  private final SiteProgress site = new SiteProgress(9101, SiteProgress.NOT_STARTED);

  @Property
  void admit_anyOrderWithRepetitions_admitsEachRecordOnce(
      @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 899) Integer> seconds) {
    SiteProgress any = new SiteProgress(1, SiteProgress.NOT_STARTED);
    Set<Integer> seen = new HashSet<>();
    for (int second : seconds) {
      assertThat(any.admit(second, fingerprint(second), true))
          .isEqualTo(seen.add(second) ? Admission.NEW : Admission.REPETITION);
      assertEmittedUpToTheFrontier(any, seconds.get(0), seen);
    }
  }

  @Property
  void admit_anyOrderOverHours_losesNothingAndOverRestRepeatsNothing(
      @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 9000) Integer> seconds,
      @ForAll boolean live) {
    SiteProgress any = new SiteProgress(1, SiteProgress.NOT_STARTED);
    Set<Integer> seen = new HashSet<>();
    for (int second : seconds) {
      boolean admitted = any.admit(second, fingerprint(second), live) == Admission.NEW;
      boolean unseen = seen.add(second);
      assertThat(admitted).isEqualTo(unseen || (live && admitted));
      assertEmittedUpToTheFrontier(any, seconds.get(0), seen);
    }
  }

  private static void assertEmittedUpToTheFrontier(
      SiteProgress site, long first, Set<Integer> seen) {
    for (long second = first; second <= site.frontier(); second++) {
      assertThat(seen).as("seconds up to the frontier").contains((int) second);
    }
    assertThat(site.high()).isEqualTo(seen.stream().mapToInt(s -> s).max().orElseThrow());
  }

  @Property
  void admit_restoredInBetween_answersTheSame(
      @ForAll @Size(max = 100) List<@IntRange(min = 0, max = 3000) Integer> seconds,
      @ForAll @IntRange(min = 0, max = 100) int cut) {
    SiteProgress whole = new SiteProgress(1, SiteProgress.NOT_STARTED);
    SiteProgress pieces = new SiteProgress(1, SiteProgress.NOT_STARTED);
    for (int i = 0; i < seconds.size(); i++) {
      if (i == cut) {
        pieces = new SiteProgress(pieces.snapshot());
      }
      int second = seconds.get(i);
      assertThat(pieces.admit(second, fingerprint(second), true))
          .isEqualTo(whole.admit(second, fingerprint(second), true));
    }
    assertThat(pieces.snapshot()).isEqualTo(whole.snapshot());
  }

  @Test
  void admit_anotherContentOfARecentSecond_isNew() {
    assertThat(site.admit(100, 1, true)).isEqualTo(Admission.NEW);
    assertThat(site.admit(100, 2, true)).isEqualTo(Admission.NEW);
    assertThat(site.admit(100, 1, true)).isEqualTo(Admission.REPETITION);
  }

  @Test
  void admit_secondsEmittedLongAgo_areNewOnlyWhereNothingIsRepeated() {
    emitSeconds(0, 5000);
    assertThat(site.admit(10, 77, false)).as("over REST").isEqualTo(Admission.OLD);
    site.resume();
    assertThat(site.admit(10, 77, true)).as("sent again").isEqualTo(Admission.OLD);
    emitSeconds(5000, 5001);
    assertThat(site.admit(10, 77, true)).as("late").isEqualTo(Admission.NEW);
    assertThat(site.admit(10, 77, true)).isEqualTo(Admission.REPETITION);
    assertThat(site.admit(4500, 77, true)).as("contents count").isEqualTo(Admission.REPETITION);
    assertThat(site.admit(4500, 78, false)).as("contents count").isEqualTo(Admission.NEW);
  }

  @Test
  void admit_lateRecordsAmongOthers_doNotShortenTheMemory() {
    emitSeconds(0, 5000);
    for (long t = 5000; t < 5020; t++) {
      assertThat(site.admit(t - 4900, -t, true)).isEqualTo(Admission.NEW);
      emitSeconds(t, t + 1);
    }
    for (long t = 4120; t < 5020; t++) {
      assertThat(site.admit(t, fingerprint(t), true)).isEqualTo(Admission.REPETITION);
    }
  }

  /** The memory is bounded by a number of records too: then late ones may fill the newer part. */
  @Test
  void admit_lateRecordAfterVeryMany_letsNothingForgottenLookKnown() {
    for (long record = 0; record < RecentRecords.MAX_GENERATION; record++) {
      assertThat(site.admit(1000 + record % 800, fingerprint(record), true))
          .isEqualTo(Admission.NEW);
    }
    assertThat(site.admit(100, -1, true)).as("late").isEqualTo(Admission.NEW);
    site.admit(3000, -2, true);
    site.admit(4000, -3, true);

    for (long second = 1000; second < 1800; second++) {
      assertThat(site.admit(second, fingerprint(second - 1000), false))
          .as("forgotten and over REST")
          .isEqualTo(Admission.OLD);
    }
  }

  @Test
  void admit_secondThatWasSettled_isStillNew() {
    site.admit(100, 1, true);
    site.admit(5000, 2, true);
    site.settle(4999);
    assertThat(site.frontier()).isEqualTo(5000);
    assertThat(site.admit(200, 3, false)).as("never emitted").isEqualTo(Admission.NEW);
    assertThat(site.admit(200, 3, true)).isEqualTo(Admission.REPETITION);
    assertThat(site.frontier()).isEqualTo(5000);
  }

  private void emitSeconds(long from, long end) {
    for (long t = from; t < end; t++) {
      assertThat(site.admit(t, fingerprint(t), true)).isEqualTo(Admission.NEW);
    }
  }

  @Test
  void frontier_holeClosed_jumpsBehindWhatCameBefore() {
    site.admit(60, 1, true);
    site.admit(62, 2, true);
    assertThat(site.frontier()).isEqualTo(60);
    assertThat(site.hasHole()).isTrue();
    site.admit(61, 3, true);
    assertThat(site.frontier()).isEqualTo(62);
    assertThat(site.hasHole()).isFalse();
  }

  @Test
  void frontier_firstRecordWithinAMinute_lacksTheMinutesFirstSeconds() {
    site.admit(90, 1, true);
    assertThat(site.frontier()).isEqualTo(59);
    assertThat(site.hasHole()).isTrue();
  }

  @Test
  void admit_manySettledHoles_keepsTheirNumberBounded() {
    for (long t = 0; t < 10_000; t += 2) {
      site.admit(t, fingerprint(t), true);
      site.settle(t - 1);
    }
    assertThat(site.snapshot().emitted().length).isLessThanOrEqualTo(2000);
    assertThat(site.frontier()).isEqualTo(9998);
  }

  private static long fingerprint(long second) {
    return second * 31 + 7;
  }
}
