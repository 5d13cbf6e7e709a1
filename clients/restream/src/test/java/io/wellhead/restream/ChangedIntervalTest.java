// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.model.DataChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Merging: ReStream API, section 7.4. */
class ChangedIntervalTest {

  @Property
  void merge_coversTheSameSeconds(@ForAll("changes") List<DataChange> changes) {
    Set<String> before = new TreeSet<>();
    changes.forEach(change -> cover(ChangedInterval.of(change), before));
    Set<String> after = new TreeSet<>();
    ChangedInterval.merge(changes).forEach(interval -> cover(interval, after));

    assertThat(after).isEqualTo(before);
  }

  @Property
  void merge_leavesNoTwoThatTouch_andSortsThem(@ForAll("changes") List<DataChange> changes) {
    List<ChangedInterval> merged = ChangedInterval.merge(changes);

    for (int i = 1; i < merged.size(); i++) {
      ChangedInterval one = merged.get(i - 1);
      ChangedInterval two = merged.get(i);
      assertThat(
              one.siteId() < two.siteId()
                  || (one.siteId() == two.siteId() && one.end().isBefore(two.start())))
          .as("%s then %s", one, two)
          .isTrue();
    }
  }

  @Property
  void merge_doesNotDependOnTheOrder(@ForAll("changes") List<DataChange> changes) {
    List<DataChange> reversed = new ArrayList<>(changes);
    Collections.reverse(reversed);

    assertThat(ChangedInterval.merge(reversed)).isEqualTo(ChangedInterval.merge(changes));
  }

  private static void cover(ChangedInterval interval, Collection<String> seconds) {
    for (long t = interval.start().getEpochSecond(); t <= interval.end().getEpochSecond(); t++) {
      seconds.add(interval.siteId() + "/" + t);
    }
  }

  @Provide
  Arbitrary<List<DataChange>> changes() {
    return Combinators.combine(
            Arbitraries.longs().between(1, 3),
            Arbitraries.longs().between(0, 60),
            Arbitraries.longs().between(0, 15))
        .as(
            (site, start, length) ->
                new DataChange(
                    1,
                    null,
                    null,
                    null,
                    Instant.ofEpochSecond(start),
                    Instant.ofEpochSecond(start + length),
                    site,
                    null,
                    Map.of()))
        .list()
        .ofMaxSize(12);
  }
}
