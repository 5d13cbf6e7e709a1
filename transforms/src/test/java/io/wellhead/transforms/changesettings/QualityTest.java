// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.wellhead.transforms.changeevents.UnifiedType;
import io.wellhead.transforms.changeevents.UnifiedValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QualityTest {
  /** The value of a rule's column in a row. */
  private static @Nullable Object rule(String rule, @Nullable Object... row) throws Exception {
    return Rows.values(Rows.current("quality: {q: {" + rule + "}}", Rows.row("t", row)).event())
        .get("q");
  }

  @Test
  void regex_matchesTheWholeText() throws Exception {
    String rule = "regex: {column: a, pattern: \"[a-z]+\", when_null: false}";
    assertThat(rule(rule, "a", "abc")).isEqualTo(true);
    assertThat(rule(rule, "a", "abc1")).isEqualTo(false);
    assertThat(rule(rule, "a", null)).isEqualTo(false);
    assertThat(rule(rule.replace("false", "null"), "a", null)).isNull();
  }

  @Test
  void range_includesItsEnds() throws Exception {
    String rule = "range: {column: a, min: 1, max: 5, when_null: false}";
    assertThat(rule(rule, "a", 1L)).isEqualTo(true);
    assertThat(rule(rule, "a", "5.0")).isEqualTo(true);
    assertThat(rule(rule, "a", 5.1)).isEqualTo(false);
    assertThat(rule(rule, "a", 0L)).isEqualTo(false);
    assertThat(rule(rule, "a", "many")).isEqualTo(false);
    assertThat(rule(rule, "a", null)).isEqualTo(false);
    assertThat(rule("range: {column: a, min: 1, when_null: true}", "a", null)).isEqualTo(true);
  }

  @Test
  void in_comparesTextAndNumbers() throws Exception {
    String rule = "in: {column: a, values: [LOW, 2, true], when_null: null}";
    assertThat(rule(rule, "a", "LOW")).isEqualTo(true);
    assertThat(rule(rule, "a", "low")).isEqualTo(false);
    assertThat(rule(rule, "a", 2L)).isEqualTo(true);
    assertThat(rule(rule, "a", null)).isNull();
    assertThat(rule(rule, "b", "the column is not there")).isNull();
  }

  @Test
  void required_wantsMoreThanBlanks() throws Exception {
    assertThat(rule("required: {column: a}", "a", " x ")).isEqualTo(true);
    assertThat(rule("required: {column: a}", "a", "\t ")).isEqualTo(false);
    assertThat(rule("required: {column: a}", "a", 0L)).isEqualTo(true);
    assertThat(rule("required: {column: a}", "a", null)).isEqualTo(false);
  }

  @Test
  void length_countsWithoutBlanksAround() throws Exception {
    String rule = "length: {column: a, min: 2, max: 3, when_null: false}";
    assertThat(rule(rule, "a", " \uD83D\uDE00 ")).isEqualTo(false);
    assertThat(rule(rule, "a", " ab ")).isEqualTo(true);
    assertThat(rule(rule, "a", "abcd")).isEqualTo(false);
    assertThat(rule(rule, "a", null)).isEqualTo(false);
  }

  @Test
  void difference_isWholeUnits_towardsZero() throws Exception {
    String rule = "difference: {from: a, to: b, unit: hours}";
    UnifiedValue noon = new UnifiedValue.Timestamp(43_200_000_000L);
    assertThat(rule(rule, "a", noon, "b", "1970-01-01T14:59:59Z")).isEqualTo(2L);
    assertThat(rule(rule, "a", "1970-01-01 14:59:59", "b", noon)).isEqualTo(-2L);
    assertThat(rule(rule, "a", noon, "b", null)).isNull();
    assertThat(rule(rule, "a", null, "b", noon)).isNull();
    assertThat(rule(rule, "a", noon, "b", "soon")).isNull();
    assertThat(rule(rule, "a", new UnifiedValue.Timestamp(Long.MIN_VALUE), "b", noon)).isNull();
    assertThat(
            rule(
                "difference: {from: a, to: b, unit: seconds, type: FLOAT64}", "a", noon, "b", noon))
        .isEqualTo(0.0);
    assertThat(
            rule(
                "difference: {from: a, to: b, unit: minutes}",
                "a",
                noon,
                "b",
                "1970-01-01T12:01:59Z"))
        .isEqualTo(1L);
    assertThat(
            rule(
                "difference: {from: a, to: b, unit: days}",
                "a",
                noon,
                "b",
                new UnifiedValue.Date(2)))
        .isEqualTo(1L);
  }

  @Test
  void consistent_wantsTheOtherColumnWithTheValueAndOnlyThen() throws Exception {
    String rule = "consistent: {column: a, values: [DONE, CLOSED], other: b, when_null: true}";
    assertThat(rule(rule, "a", "DONE", "b", 1L)).isEqualTo(true);
    assertThat(rule(rule, "a", "DONE", "b", null)).isEqualTo(false);
    assertThat(rule(rule, "a", "OPEN", "b", 1L)).isEqualTo(false);
    assertThat(rule(rule, "a", "OPEN", "b", null)).isEqualTo(true);
    assertThat(rule(rule, "a", null, "b", 1L)).isEqualTo(true);
  }

  @Test
  void exists_isNotOfTheRow() throws Exception {
    CurrentRow row =
        Rows.current(
            """
            domain: d
            table: t
            quality: {q: {exists: {column: a, table: d_silver.u, key: id, when_null: false}}}
            """,
            Rows.row("t", "a", 1L));
    assertThat(Rows.values(row.event())).containsExactly(entry("a", 1L));
  }

  @Test
  void qualityColumns_areTyped_andSeeThoseBeforeThem() throws Exception {
    CurrentRow row =
        Rows.current(
            """
            quality:
              seconds: {difference: {from: a, to: b, unit: seconds}}
              ok: {range: {column: seconds, min: 0, when_null: null}}
            """,
            Rows.row("t", "a", "1970-01-01T00:00:01Z", "b", "1970-01-01T00:00:00Z"));
    assertThat(Rows.values(row.event())).containsEntry("seconds", -1L).containsEntry("ok", false);
    assertThat(Rows.types(row.event()))
        .containsEntry("seconds", UnifiedType.LONG)
        .containsEntry("ok", UnifiedType.BOOLEAN);
  }

  @Test
  void legacyFlags_lookAtWhatThereWasBeforeTheCleaning() throws Exception {
    String entry =
        """
        legacy_flag_semantics: LEGACY
        columns: {status: {normalize: {trim: true, case: upper}, rename: state}}
        quality: {done: {in: {column: state, values: [DONE], when_null: false}}}
        """;
    assertThat(
            Rows.values(
                Rows.current(entry.replace("LEGACY", "true"), Rows.row("t", "status", " done"))
                    .event()))
        .containsExactly(entry("state", "DONE"), entry("done", false));
    assertThat(
            Rows.values(
                Rows.current(entry.replace("LEGACY", "false"), Rows.row("t", "status", " done"))
                    .event()))
        .containsExactly(entry("state", "DONE"), entry("done", true));
  }
}
