// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CorrectedRangeTest {
  @Test
  void merge_overlappingAndTouching_areOneOfTheHighestRevision() {
    List<CorrectedRange> merged =
        CorrectedRange.merge(List.of(range(20, 30, 7), range(10, 20, 9), range(15, 16, 8)));

    assertThat(merged).containsExactly(new CorrectedRange(9102, 10, 30, List.of(7L, 8L, 9L)));
    assertThat(merged.get(0).revision()).isEqualTo(9);
  }

  @Test
  void merge_announcements_areAsOldAsTheNewestOne() {
    Instant first = Instant.parse("2030-06-01T10:00:00Z");
    CorrectedRange earlier = new CorrectedRange(9102, 20, 30, List.of(7L), first);
    CorrectedRange later = new CorrectedRange(9102, 10, 20, List.of(9L), first.plusMillis(1));

    assertThat(CorrectedRange.merge(List.of(earlier, later)))
        .containsExactly(new CorrectedRange(9102, 10, 30, List.of(7L, 9L), first.plusMillis(1)));
  }

  /** The vendor's rule: the next start must not be after the current end. */
  @Test
  void merge_neighbours_staySeparate() {
    assertThat(CorrectedRange.merge(List.of(range(21, 30, 7), range(10, 20, 9))))
        .containsExactly(range(10, 20, 9), range(21, 30, 7));
  }

  @Test
  void merge_theSameChangeTwice_namesItOnce() {
    assertThat(CorrectedRange.merge(List.of(range(10, 20, 9), range(10, 20, 9))))
        .containsExactly(range(10, 20, 9));
  }

  @Property(tries = 300)
  void merge_anything_keepsSecondsAndIdsAndLeavesNothingThatTouches(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 60) Integer> starts,
      @ForAll @IntRange(max = 12) int length) {
    List<CorrectedRange> ranges = new ArrayList<>();
    Set<Long> seconds = new TreeSet<>();
    for (int i = 0; i < starts.size(); i++) {
      ranges.add(range(starts.get(i), starts.get(i) + (long) (length * i % 13), i + 1));
      addSeconds(ranges.get(i), seconds);
    }

    List<CorrectedRange> merged = CorrectedRange.merge(ranges);

    Set<Long> covered = new TreeSet<>();
    merged.forEach(range -> addSeconds(range, covered));
    assertThat(covered).isEqualTo(seconds);
    assertThat(merged.stream().flatMap(range -> range.changeIds().stream()))
        .containsExactlyInAnyOrderElementsOf(
            ranges.stream().map(CorrectedRange::revision).toList());
    for (int i = 1; i < merged.size(); i++) {
      assertThat(merged.get(i).from()).isGreaterThan(merged.get(i - 1).through());
    }
    // A change's own seconds are read under its id or a higher one.
    for (CorrectedRange range : ranges) {
      assertThat(merged)
          .filteredOn(m -> m.changeIds().contains(range.revision()))
          .singleElement()
          .satisfies(
              m -> {
                assertThat(m.from()).isLessThanOrEqualTo(range.from());
                assertThat(m.through()).isGreaterThanOrEqualTo(range.through());
                assertThat(m.revision()).isGreaterThanOrEqualTo(range.revision());
              });
    }
  }

  @Test
  void subject_namesTheRangeInTheWordsOfTheService() {
    assertThat(new String(range(0, 60, 9).subject().payload(), UTF_8))
        .isEqualTo(
            "{\"site\":9102,\"start_date\":\"1970-01-01T00:00:00Z\","
                + "\"end_date\":\"1970-01-01T00:01:00Z\",\"ids\":[9]}");
  }

  private static void addSeconds(CorrectedRange range, Set<Long> seconds) {
    for (long second = range.from(); second <= range.through(); second++) {
      seconds.add(second);
    }
  }

  private static CorrectedRange range(long from, long through, long id) {
    return new CorrectedRange(9102, from, through, List.of(id));
  }
}
