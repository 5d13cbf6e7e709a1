// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.SourceKind;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class ChangeSettingsTest {
  private static List<String> problems(String text) {
    return catchThrowableOfType(
            ChangeSettingsException.class, () -> ChangeSettings.read("shop.yaml", text))
        .problems();
  }

  @Test
  void everythingThatIsWrong_isToldAtOnce_byLineAndKey() {
    assertThat(
            problems(
                """
                defaults:
                  deletes: gone
                tables:
                  - match: {table: orders}
                    delete: soft
                    key: id
                    max_staleness: 15
                    columns:
                      email:
                        hash: {}
                      e mail:
                        truncate: 0
                    quality:
                      ok: {range: {column: amount, when_null: false}}
                  - table: x
                  - match: {}
                    table: '{tabel}'
                """))
        .containsExactly(
            "shop.yaml:2: defaults.deletes: \"gone\" found; accepted: hard, soft",
            "shop.yaml:5: tables[0].delete: unknown, perhaps deletes is meant; accepted: "
                + String.join(", ", SettingsSchemaTest.members("table")),
            "shop.yaml:6: tables[0].key: \"id\" found; accepted: a list of at most 16, each once",
            "shop.yaml:7: tables[0].max_staleness: 15 found; accepted: text that matches"
                + " ^[1-9][0-9]{0,5}(s|m|h|d)$, such as 15m",
            "shop.yaml:10: tables[0].columns.email.hash: salt is missing",
            "shop.yaml:12: tables[0].columns[\"e mail\"].truncate: 0 found; accepted: a whole"
                + " number of at least 1",
            "shop.yaml:14: tables[0].quality.ok.range: a mapping of column, when_null found;"
                + " accepted: a mapping of column, min, max, when_null, with min or max",
            "shop.yaml:15: tables[1]: a mapping of table found; accepted: a mapping of "
                + String.join(", ", SettingsSchemaTest.members("table"))
                + ", with match or use",
            "shop.yaml:16: tables[2].match: {} found; accepted: a mapping of stream, database,"
                + " schema, table",
            "shop.yaml:17: tables[2].table: \"{tabel}\" found; accepted: text that matches"
                + " ^([^{}]|\\{(stream|database|schema|table|object|source|_metadata_(stream|dataset|database|schema|table|source_type))\\})+$,"
                + " such as {schema}_{table}");
  }

  @Test
  void whatASchemaCannotSay_isToldInTheSameForm() {
    assertThat(
            problems(
                """
                tables:
                  - match: {table: "order*"}
                    key: [id, Note, ID]
                    expiration: 30d
                    filter:
                      and:
                        - {column: region, op: eq}
                        - {column: region, op: matches, value: "["}
                        - {op: is_null}
                        - {value: 1}
                    columns:
                      a: {rename: total}
                      b: {rename: Total}
                      note: {drop: true}
                      c: {hash: {salt: "env:S"}, type: INT64}
                      d: {mask: {}, truncate: 3}
                      e: {json_path: "$.a["}
                      f: {from: note}
                      g: {rename: _METADATA_x}
                      h: {on_error: keep_text}
                    quality:
                      total: {required: {column: z}}
                      q1: {regex: {column: z, pattern: "(", when_null: false}}
                      q2: {range: {column: z, min: 2, max: 1, when_null: null}}
                      q3: {difference: {from: z, to: Z, unit: days}}
                      q4: {required: {column: z}, length: {column: z, min: 1, when_null: null}}
                      q5: {required: {column: q5}}
                  - match: {table: orders, schema: public}
                  - use: contributers
                """))
        .containsExactly(
            "shop.yaml:3: tables[0].key: names id and ID, which are one column",
            "shop.yaml:3: tables[0].key: Note is dropped by columns",
            "shop.yaml:4: tables[0].expiration: there are no partitions without partition_by",
            "shop.yaml:7: tables[0].filter.and[0]: eq is given with value",
            "shop.yaml:8: tables[0].filter.and[1].value: \"[\" found; no regular expression:"
                + " Unclosed character class at character 1",
            "shop.yaml:9: tables[0].filter.and[2]: column is missing",
            "shop.yaml:10: tables[0].filter.and[3]: accepted: either and, or or, or column with op",
            "shop.yaml:13: tables[0].columns.b: makes a column Total, which"
                + " tables[0].columns.a makes already",
            "shop.yaml:15: tables[0].columns.c: hash makes the value, nothing is left for type",
            "shop.yaml:16: tables[0].columns.d: mask and truncate contradict each other",
            "shop.yaml:17: tables[0].columns.e.json_path: \"$.a[\" found; no step of a path at"
                + " character 4; accepted: .name, ['name'], [index]",
            "shop.yaml:18: tables[0].columns.f.from: note is dropped by columns",
            "shop.yaml:19: tables[0].columns.g.rename: \"_METADATA_x\" found; names with"
                + " _metadata_ are reserved",
            "shop.yaml:20: tables[0].columns.h.on_error: keep_text keeps what type or decode cannot"
                + " make, and neither is there",
            "shop.yaml:22: tables[0].quality.total: makes a column total, which"
                + " tables[0].columns.a makes already",
            "shop.yaml:23: tables[0].quality.q1.regex.pattern: \"(\" found; no regular expression:"
                + " Unclosed group at character 2",
            "shop.yaml:24: tables[0].quality.q2.range: min is greater than max",
            "shop.yaml:25: tables[0].quality.q3.difference: from and to are the same column",
            "shop.yaml:26: tables[0].quality.q4: 2 rules found; accepted: one of regex, range, in,"
                + " required, length, difference, consistent, exists",
            "shop.yaml:27: tables[0].quality.q5: looks at itself; a computed column needs a name"
                + " of its own",
            "shop.yaml:28: tables[1].match: no event gets here: tables[0] matches all that this"
                + " does, and the first that matches counts",
            "shop.yaml:29: tables[2].use: \"contributers\" found, perhaps contributors is meant;"
                + " accepted: contributors, tasks, task_feedback, audits, audit_issues,"
                + " program_metadata, acknowledgements, or the name of a file"
                + " io/wellhead/tables/NAME.yaml on the class path",
            "shop.yaml:29: tables[2]: match is missing");
  }

  @Test
  void columnsThatAreUsedButTakenAway_areTold() {
    assertThat(
            problems(
                """
                tables:
                  - match: {table: t}
                    domain: "{schema}"
                    keep_only: [note, status]
                    cluster_by: [Status]
                    partition_by: gone
                    columns:
                      status: {rename: state}
                      gone: {drop: true}
                      swapped: {rename: other}
                      second: {rename: swapped}
                      city: {from: address, json_path: $.city}
                    quality:
                      q1: {range: {column: seconds, min: 0, when_null: null}}
                      seconds: {difference: {from: a, to: b, unit: seconds}}
                      q2: {range: {column: seconds, min: 0, when_null: null}}
                      there: {exists: {column: note, table: d_silver.u, key: id, when_null: false}}
                      q3: {required: {column: there}}
                      q4: {required: {column: STATUS}}
                      q5: {required: {column: swapped}}
                """))
        .containsExactly(
            "shop.yaml:2: tables[0].table: is missing; accepted with exists in quality: a name"
                + " without tokens",
            "shop.yaml:3: tables[0].domain: \"{schema}\" found; accepted with exists in quality: a"
                + " name without tokens",
            "shop.yaml:5: tables[0].cluster_by: Status is called state here",
            "shop.yaml:6: tables[0].partition_by: gone is dropped by columns",
            "shop.yaml:12: tables[0].columns.city.from: address is not among keep_only",
            "shop.yaml:14: tables[0].quality.q1: seconds is computed later, or not from the row"
                + " alone",
            "shop.yaml:18: tables[0].quality.q3: there is computed later, or not from the row"
                + " alone",
            "shop.yaml:19: tables[0].quality.q4: STATUS is called state here");
  }

  @Test
  void anEntry_isCheckedWholly_alsoIfAnotherIsNotAccepted() {
    assertThat(
            problems(
                """
                defaults: {deletes: gone}
                tables:
                  - match: {table: a}
                    quality: {q: {regex: {column: a, pattern: "(", when_null: false}}}
                  - match: {table: b}
                    include: 1
                """))
        .containsExactly(
            "shop.yaml:1: defaults.deletes: \"gone\" found; accepted: hard, soft",
            "shop.yaml:4: tables[0].quality.q.regex.pattern: \"(\" found; no regular expression:"
                + " Unclosed group at character 2",
            "shop.yaml:6: tables[1].include: 1 found; accepted: true or false");
  }

  @Test
  void textThatIsNoYaml_isToldWithItsLine() {
    assertThat(problems("tables:\n  - match: {table: t\n"))
        .singleElement()
        .asString()
        .startsWith("shop.yaml:3: no YAML: ");
    assertThat(problems("tables: &a\n  - *a\n"))
        .contains("shop.yaml:1: tables[0]: contains itself");
    assertThat(problems("tables: []\ntables: []\n"))
        .containsExactly("shop.yaml:2: tables: is there twice");
    assertThat(problems("- a"))
        .containsExactly("shop.yaml:1: [\"a\"] found; accepted: a mapping of defaults, tables");
  }

  @Test
  void whatShouldBeTheReferenceToASecret_isNotRepeated() {
    assertThat(problems("tables: [{match: {table: t}, columns: {a: {hash: {salt: hunter2}}}}]"))
        .singleElement()
        .asString()
        .startsWith("shop.yaml:1: tables[0].columns.a.hash.salt: something else found; accepted: ")
        .doesNotContain("hunter2");
  }

  @Test
  void theFirstEntryThatMatches_counts_andDefaultsAreBehindIt() {
    ChangeSettings settings =
        SerializableUtils.clone(
            ChangeSettings.read(
                "shop.yaml",
                """
                defaults: {deletes: soft, labels: {team: shop, tier: a}}
                tables:
                  - match: {stream: "stream-*", database: "shop_*", table: orders}
                    labels: {tier: b}
                    max_staleness: 90m
                    partition_by: created_at
                    expiration: 2d
                  - match: {table: "o*s"}
                    deletes: hard
                    include: false
                """));

    TableSettings first = settings.table(mysql("shop_eu", "orders"));
    assertThat(first.deletes()).contains(Deletes.SOFT);
    assertThat(first.labels()).isEqualTo(Map.of("team", "shop", "tier", "b"));
    assertThat(first.maxStaleness()).contains("0-0 0 1:30:0");
    assertThat(first.partitionExpirationMillis()).contains(2 * 86_400_000L);
    assertThat(first.isIncluded()).isTrue();

    TableSettings second = settings.table(mysql("other", "orders"));
    assertThat(second.deletes()).contains(Deletes.HARD);
    assertThat(second.isIncluded()).isFalse();

    TableSettings none = settings.table(mysql("other", "customers"));
    assertThat(none.deletes()).contains(Deletes.SOFT);
    assertThat(none.isIncluded()).isTrue();
    assertThat(none.labels()).containsEntry("tier", "a");
  }

  private static ChangeEvent mysql(String database, String table) {
    return Rows.event(SourceKind.MYSQL, Map.of("database", database, "table", table));
  }

  @Test
  void noSettings_changeNothing() throws Exception {
    ChangeEvent event = Rows.row("t", "id", 1L, "note", null);
    ChangeTransforms none = ChangeSettings.none().open();
    assertThat(none.received(event)).isSameAs(event);
    CurrentRow row = none.current(event);
    assertThat(row.event()).isEqualTo(event);
    assertThat(row.key()).containsExactly("id");
    assertThat(row.notes()).isEmpty();
    TableSettings table = none.table(event);
    assertThat(table.hasCurrentState()).isTrue();
    assertThat(table.hasHistory()).isFalse();
    assertThat(table.noKey()).isEqualTo(NoKey.LOG);
    assertThat(table.types()).isEqualTo(TypeProfile.FAITHFUL);
    assertThat(table.arrays()).isEqualTo(ArrayForm.JSON);
    assertThat(table.deletes()).isEmpty();
    assertThat(table.domain()).isEmpty();
  }

  @Test
  void wordsThatOldYamlTakesForBooleansAndTimes_areText() {
    TableSettings table =
        ChangeSettings.read(
                "t",
                "tables: [{match: {table: t}, filter: {column: c, op: in, values: [NO, on,"
                    + " 2024-01-01, 012, 1.50, true]}}]")
            .tables()
            .get(0);
    assertThat(table.entry().filter().values())
        .containsExactly("NO", "on", "2024-01-01", 12L, new java.math.BigDecimal("1.50"), true);
  }

  @Property(tries = 500)
  void patterns_matchAsTheirRegularExpressions(
      @ForAll @Chars({'a', 'b', '*'}) @StringLength(max = 6) String pattern,
      @ForAll @Chars({'a', 'b'}) @StringLength(max = 8) String name) {
    assertThat(NamePattern.matches(pattern, name))
        .isEqualTo(name.matches(pattern.replace("*", ".*")));
  }

  @Property(tries = 500)
  void aPatternThatCoversAnother_matchesAllThatItDoes(
      @ForAll @Chars({'a', 'b', '*'}) @StringLength(max = 5) String pattern,
      @ForAll @Chars({'a', 'b', '*'}) @StringLength(max = 5) String other,
      @ForAll @Chars({'a', 'b'}) @StringLength(max = 3) String star) {
    if (NamePattern.covers(pattern, other)) {
      assertThat(NamePattern.matches(pattern, other.replace("*", star))).isTrue();
    }
  }

  @Test
  void settings_areTheSameAfterSerialization() throws Exception {
    String text =
        """
        tables:
          - use: tasks
          - match: {table: t}
            filter: {and: [{column: id, op: in, values: [1, 2.5, x, true]}]}
            shard: {column: s, value: "{stream}"}
            columns: {a: {truncate: 1}, v: {constant: 1.5}, b: {normalize: {case: upper}}}
            quality: {q: {regex: {column: a, pattern: ".", when_null: null}}}
        """;
    ChangeSettings settings = ChangeSettings.read("t", text);
    ChangeSettings clone = SerializableUtils.clone(settings);
    for (ChangeEvent event :
        List.of(Rows.row("t", "id", 1L, "a", "xy", "b", "c"), Rows.row("tasks", "id", 1L))) {
      ChangeEvent received = settings.open().received(event);
      assertThat(clone.open().received(event)).isEqualTo(received);
      assertThat(clone.open().current(received)).isEqualTo(settings.open().current(received));
    }
  }

  @Test
  void patterns_coverAndMatch() {
    assertThat(NamePattern.matches("a*b*c", "a12b3bc")).isTrue();
    assertThat(NamePattern.matches("a*b*c", "a12b3b")).isFalse();
    assertThat(NamePattern.matches("*", "")).isTrue();
    assertThat(NamePattern.covers("a*", "a*b")).isTrue();
    assertThat(NamePattern.covers("a*b", "a*")).isFalse();
    assertThat(NamePattern.covers(null, null)).isTrue();
    assertThat(NamePattern.covers("a", null)).isFalse();
  }
}
