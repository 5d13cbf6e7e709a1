// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.minutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wellhead.transforms.warehouse.ChangeSequence;
import io.wellhead.transforms.warehouse.RowChange.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WholeMinutesTest {
  private static final ChangeSequence SEQUENCE = ChangeSequence.of(7, 1_000);

  private final WholeMinutes minutes = new WholeMinutes();

  @Test
  void figures_areThoseOfTheMinutesRecords() {
    minutes.add(119, record("a", 9));
    minutes.add(60, record("a", 2));
    minutes.add(61, record("a", 4));
    minutes.add(120, record("a", 100));

    assertThat(rows(60, 119))
        .containsExactly(new MinuteFigures(9102, 60, "a", 2, 9, 5, 2, 9, 3, 7, SEQUENCE));
  }

  @Test
  void minutesThatAreNotWhole_haveNoRows() {
    for (long second = 0; second < 300; second++) {
      minutes.add(second, record("a", 1));
    }

    assertThat(rows(1, 178)).extracting(MinuteFigures::minute).containsExactly(60L);
    assertThat(rows(0, 179)).extracting(MinuteFigures::minute).containsExactly(0L, 60L, 120L);
    assertThat(rows(60, 118)).isEmpty();
    assertThat(rows(-60, -1, "a")).extracting(MinuteFigures::minute).containsExactly(-60L);
  }

  @Test
  void fieldsWithoutARecord_areDeleted_alsoFromMinutesWithoutAny() {
    minutes.add(60, record("a", 2));

    assertThat(rows(60, 179, "a", "b"))
        .extracting(MinuteFigures::minute, MinuteFigures::field, row -> row.change().kind())
        .containsExactly(
            tuple(60L, "a", Kind.UPSERT),
            tuple(60L, "b", Kind.DELETE),
            tuple(120L, "a", Kind.DELETE),
            tuple(120L, "b", Kind.DELETE));
    assertThat(rows(60, 179, "b")).allMatch(row -> row.change().sequence().equals(SEQUENCE));
  }

  private List<MinuteFigures> rows(long from, long through, String... fields) {
    List<MinuteFigures> rows = new ArrayList<>();
    minutes.rows(9102, from, through, List.of(fields), 7, SEQUENCE, rows::add);
    return rows;
  }

  private static SecondRecord record(String field, double value) {
    return new SecondRecord(7, 1_000, 0, new String[] {field}, new double[] {value});
  }
}
