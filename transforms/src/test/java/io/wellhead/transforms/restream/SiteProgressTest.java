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
      @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 2000) Integer> seconds) {
    SiteProgress any = new SiteProgress(1, SiteProgress.NOT_STARTED);
    Set<Integer> seen = new HashSet<>();
    for (int second : seconds) {
      assertThat(any.admit(second, fingerprint(second), true)).isEqualTo(seen.add(second));
      for (long s = seconds.get(0); s <= any.frontier(); s++) {
        assertThat(seen).as("seconds up to the frontier").contains((int) s);
      }
      assertThat(any.high()).isEqualTo(seen.stream().mapToInt(s -> s).max().orElseThrow());
    }
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
    assertThat(site.admit(100, 1, true)).isTrue();
    assertThat(site.admit(100, 2, true)).isTrue();
    assertThat(site.admit(100, 1, true)).isFalse();
  }

  @Test
  void admit_secondsLongEmitted_areRepetitionsEvenWhenForgotten() {
    for (long t = 0; t < 5000; t++) {
      site.admit(t, fingerprint(t), true);
    }
    assertThat(site.admit(10, 77, true)).isFalse();
    assertThat(site.admit(10, fingerprint(10), true)).isFalse();
    assertThat(site.admit(4500, 77, true)).as("within 15 minutes contents count").isTrue();
  }

  @Test
  void admit_secondThatWasSettled_isStillNew() {
    site.admit(100, 1, true);
    site.admit(5000, 2, true);
    site.settle(4999);
    assertThat(site.frontier()).isEqualTo(5000);
    assertThat(site.admit(200, 3, true)).as("late, but never emitted").isTrue();
    assertThat(site.admit(200, 3, true)).isFalse();
    assertThat(site.frontier()).isEqualTo(5000);
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
