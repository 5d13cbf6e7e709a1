// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SecondRangesTest {

  @Property
  void add_anySeconds_isThatSet(
      @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 60) Integer> seconds) {
    SecondRanges ranges = new SecondRanges();
    TreeSet<Long> model = new TreeSet<>();
    for (int second : seconds) {
      assertThat(ranges.add(second)).isEqualTo(model.add((long) second));
    }
    for (long second = -1; second <= 61; second++) {
      assertThat(ranges.contains(second)).isEqualTo(model.contains(second));
      long run = second - 1;
      while (model.contains(run + 1)) {
        run++;
      }
      assertThat(ranges.runFrom(second)).isEqualTo(run);
    }
    assertThat(ranges.isEmpty()).isEqualTo(model.isEmpty());
    assertThat(new SecondRanges(ranges.toArray()).toArray()).isEqualTo(ranges.toArray());
    if (!model.isEmpty()) {
      assertThat(ranges.last()).isEqualTo(model.last());
    }
  }

  @Test
  void closeOldestHole_holeBeforeTheLimit_joinsTheRanges() {
    SecondRanges ranges = new SecondRanges(new long[] {1, 2, 5, 6, 9, 9});
    assertThat(ranges.closeOldestHole(4)).isFalse();
    assertThat(ranges.closeOldestHole(6)).isTrue();
    assertThat(ranges.toArray()).containsExactly(1, 6, 9, 9);
    assertThat(new SecondRanges().closeOldestHole(9)).isFalse();
  }

  @Test
  void new_damagedRanges_areRefused() {
    for (long[] damaged : new long[][] {{1}, {2, 1}, {1, 2, 3, 4}, {5, 6, 1, 2}}) {
      assertThatThrownBy(() -> new SecondRanges(damaged))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
