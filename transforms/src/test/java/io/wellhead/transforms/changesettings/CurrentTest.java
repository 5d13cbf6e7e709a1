// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.JsonText;
import io.wellhead.transforms.changeevents.UnifiedType;
import io.wellhead.transforms.changeevents.UnifiedValue;
import io.wellhead.transforms.warehouse.ColumnType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CurrentTest {
  private static Map<String, @Nullable Object> values(String entry, @Nullable Object... row)
      throws Exception {
    return Rows.values(Rows.current(entry, Rows.row("t", row)).event());
  }

  /** What becomes of a value under a type; the message if it does not fit. */
  private static @Nullable Object cast(String type, Object value) throws Exception {
    CurrentRow row =
        Rows.current(
            "columns: {a: {type: " + type + ", on_error: set_null}}",
            Rows.row("t", "id", 1L, "a", value));
    return row.notes().getOrDefault("a", "").isEmpty()
        ? Rows.values(row.event()).get("a")
        : row.notes().get("a");
  }

  @Test
  void rename_movesTheColumn_andTheKeyWithIt() throws Exception {
    CurrentRow row =
        Rows.current(
            "columns: {ID: {rename: order_id}, note: {rename: text}}",
            Rows.row("t", "id", 1L, "note", "n"));
    assertThat(Rows.values(row.event())).containsExactly(entry("order_id", 1L), entry("text", "n"));
    assertThat(row.key()).containsExactly("order_id");
  }

  @Test
  void key_isTheOneThatIsConfigured_asTheColumnsAreSpelled() throws Exception {
    CurrentRow row = Rows.current("key: [NOTE, gone]", Rows.row("t", "id", 1L, "note", "n"));
    assertThat(row.key()).containsExactly("note", "gone");
  }

  @Test
  void shard_joinsTheKey() throws Exception {
    CurrentRow row =
        Rows.current(
            "shard: {column: place, value: \"{schema}/{stream}\"}", Rows.row("t", "id", 1L));
    assertThat(Rows.values(row.event()))
        .containsExactly(entry("id", 1L), entry("place", "public/stream-1"));
    assertThat(row.key()).containsExactly("id", "place");
  }

  @Test
  void casts_loseNothing_orFail() throws Exception {
    assertThat(cast("STRING", new BigDecimal("1.50"))).isEqualTo("1.50");
    assertThat(cast("STRING", new UnifiedValue.Timestamp(0)))
        .isEqualTo("1970-01-01T00:00:00.000000Z");
    assertThat(cast("JSON", "{\"a\":1}")).isEqualTo(new JsonText("{\"a\":1}"));
    assertThat(cast("JSON", "{\"a\":")).isEqualTo("expected JSON, found other text");
    assertThat(cast("JSON", "1 2")).isEqualTo("expected JSON, found other text");
    assertThat(cast("JSON", true)).isEqualTo(new JsonText("true"));
    assertThat(cast("BYTES", "AQI=")).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
    assertThat(cast("BYTES", "?")).isEqualTo("expected base64, found other text");
    assertThat(cast("INT64", " 12 ")).isEqualTo(12L);
    assertThat(cast("INT64", "9223372036854775808")).isEqualTo("out of the range of INT64");
    assertThat(cast("INT64", "1.5")).isEqualTo("out of the range of INT64, which has no fraction");
    assertThat(cast("INT64", "1E999999999")).isEqualTo("out of the range of INT64");
    assertThat(cast("INT64", "secret")).isEqualTo("expected an integer, found other text");
    assertThat(cast("INT64", true)).isEqualTo(1L);
    assertThat(cast("INT64", new UnifiedValue.TimeInterval(-5))).isEqualTo(-5L);
    assertThat(cast("FLOAT64", "-inf")).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(cast("FLOAT64", "1d")).isEqualTo("expected a number, found other text");
    assertThat(cast("FLOAT64", 3L)).isEqualTo(3.0);
    assertThat(cast("BOOL", 1L)).isEqualTo(true);
    assertThat(cast("BOOL", 2L)).isEqualTo("expected true or false, found Long");
    assertThat(cast("BOOL", "N")).isEqualTo(false);
    assertThat(cast("NUMERIC", "12.340")).isEqualTo(new BigDecimal("12.340"));
    assertThat(cast("NUMERIC", "0.1234567891"))
        .isEqualTo("out of the range of NUMERIC, which has 9 digits of fraction");
    assertThat(cast("NUMERIC", "1E30")).isEqualTo("out of the range of NUMERIC");
    assertThat(cast("NUMERIC", "NaN")).isEqualTo("out of the range of a number with digits");
    assertThat(cast("BIGNUMERIC", "1E30")).isEqualTo(new BigDecimal("1E30"));
    assertThat(cast("DATE", "2024-02-08T00:00:00.000000Z"))
        .isEqualTo(new UnifiedValue.Date(19_761));
    assertThat(cast("DATE", "2024-02-08Z")).isEqualTo(new UnifiedValue.Date(19_761));
    assertThat(cast("DATE", "2024-02-08 01:00:00"))
        .isEqualTo("out of the range of DATE, which has no time of day");
    assertThat(cast("DATE", "infinity"))
        .isEqualTo("out of the range of a date of the years 1 to 9999");
    assertThat(cast("TIME", "01:02:03.5")).isEqualTo(new UnifiedValue.Time(3_723_500_000L));
    assertThat(cast("TIME", new UnifiedValue.TimeInterval(-1)))
        .isEqualTo("out of the range of TIME");
    assertThat(cast("DATETIME", "1970-01-02 00:00:01"))
        .isEqualTo(new UnifiedValue.DateTime(1, 1_000_000));
    assertThat(cast("TIMESTAMP", "1970-01-01T02:00:00+02:00"))
        .isEqualTo(new UnifiedValue.Timestamp(0));
    assertThat(cast("TIMESTAMP", new UnifiedValue.Date(1)))
        .isEqualTo(new UnifiedValue.Timestamp(86_400_000_000L));
    assertThat(cast("TIMESTAMP", new UnifiedValue.Timestamp(9_223_372_036_825_200_000L)))
        .isEqualTo("out of the range of TIMESTAMP of the years 1 to 9999");
    assertThat(cast("TIMESTAMP", 5L)).isEqualTo("expected an instant, found Long");
  }

  @Test
  void type_isThatOfTheColumn_alsoWhereTheValueIsNull() throws Exception {
    CurrentRow row =
        Rows.current("columns: {a: {type: NUMERIC}}", Rows.row("t", "id", 1L, "a", null));
    assertThat(Rows.values(row.event())).containsEntry("a", null);
    assertThat(Rows.types(row.event())).containsEntry("a", UnifiedType.DECIMAL);
    assertThat(row.event().payload().schema().columns().get(1).scale()).isEqualTo(9);
  }

  @Test
  void onError_failsTheRow_orNotesIt_orKeepsItsText() throws Exception {
    Object[] row = {"id", 1L, "a", "secret"};
    for (String fails : new String[] {"", ", on_error: fail_row"}) {
      assertThatThrownBy(() -> values("columns: {a: {type: INT64" + fails + "}}", row))
          .isInstanceOf(ColumnException.class)
          .hasMessage("a: expected an integer, found other text");
    }
    assertThatThrownBy(
            () -> values("columns: {a: {type: INT64, on_error: fail_row}}", "id", 1L, "a", "1.5"))
        .isInstanceOf(ColumnException.class);
    CurrentRow outOfRange =
        Rows.current("columns: {a: {type: INT64}}", Rows.row("t", "id", 1L, "a", "1.5"));
    assertThat(outOfRange.notes()).containsOnlyKeys("a");
    CurrentRow kept =
        Rows.current(
            "columns: {a: {type: INT64, on_error: keep_text, rename: b}}", Rows.row("t", row));
    assertThat(Rows.values(kept.event()))
        .containsExactly(entry("id", 1L), entry("b", null), entry("b_text", "secret"));
    assertThat(kept.notes()).containsOnlyKeys("b");
    assertThat(values("columns: {a: {type: INT64, on_error: keep_text}}", "id", 1L, "a", "7"))
        .containsExactly(entry("id", 1L), entry("a", 7L), entry("a_text", null));
  }

  @Test
  void aDelete_failsByItsKeyOnly() throws Exception {
    String entry = "columns: {id: {type: INT64}, a: {type: INT64}}";
    CurrentRow row = Rows.current(entry, Rows.deleted("t", "id", "1", "a", "x"));
    assertThat(Rows.values(row.event())).containsExactly(entry("id", 1L), entry("a", null));
    assertThatThrownBy(() -> Rows.current(entry, Rows.deleted("t", "id", "x")))
        .isInstanceOf(ColumnException.class);
  }

  @Test
  void jsonPath_takesAPart_ofItselfOrOfAnother() throws Exception {
    JsonText json =
        new JsonText(
            "{\"a\": {\"b c\": [1, {\"d\": 12345678901234567890.10 }]}, \"s\": \"x\\\"y\", \"n\":"
                + " null}");
    String entry =
        """
        columns:
          doc: {json_path: "$.a['b c'][1]"}
          d: {from: doc, json_path: "$.a['b c'][1].d", type: BIGNUMERIC}
          s: {from: DOC, json_path: $.s, type: STRING, normalize: {case: upper}}
          raw: {from: doc, json_path: $.s}
          quoted: {from: doc, json_path: $.s, type: JSON}
          n: {from: doc, json_path: $.n}
          none: {from: doc, json_path: "$.a['b c'][7]", type: INT64}
          gone: {from: gone_too, json_path: $.x}
        """;
    assertThat(values(entry, "id", 1L, "doc", json))
        .containsExactly(
            entry("id", 1L),
            entry("doc", new JsonText("{\"d\": 12345678901234567890.10 }")),
            entry("d", new BigDecimal("12345678901234567890.10")),
            entry("s", "X\"Y"),
            entry("raw", new JsonText("\"x\\\"y\"")),
            entry("quoted", new JsonText("\"x\\\"y\"")),
            entry("n", null),
            entry("none", null));
    assertThatThrownBy(() -> values("columns: {doc: {json_path: $.a}}", "id", 1L, "doc", "{no"))
        .isInstanceOf(ColumnException.class)
        .hasMessage("doc: expected JSON, found other text");
  }

  @Test
  void decode_makesBytes_andOddTextIsLeftToOnError() throws Exception {
    assertThat(
            values(
                "columns: {a: {decode: hex}, b: {decode: base64}, c: {decode: hex, on_error:"
                    + " set_null}}",
                "id",
                1L,
                "a",
                "9f86",
                "b",
                "AQ==",
                "c",
                "9f8"))
        .containsExactly(
            entry("id", 1L),
            entry("a", ByteBuffer.wrap(new byte[] {(byte) 0x9f, (byte) 0x86})),
            entry("b", ByteBuffer.wrap(new byte[] {1})),
            entry("c", null));
  }

  @Test
  void normalize_cleansText_andLeavesTheRest() throws Exception {
    assertThat(
            values(
                "columns: {a: {normalize: {trim: true, case: upper}}, b: {normalize: {trim: true,"
                    + " empty_to_null: true}}, c: {normalize: {case: lower}}, d: {normalize:"
                    + " {empty_to_null: true}}}",
                "id",
                1L,
                "a",
                " x\u2003",
                "b",
                "  ",
                "c",
                5L,
                "d",
                " "))
        .containsExactly(
            entry("id", 1L), entry("a", "X"), entry("b", null), entry("c", 5L), entry("d", " "));
  }

  @Test
  void constant_thatTheSourceDoesNotHave_isAColumn() throws Exception {
    assertThat(
            values(
                "columns: {v: {constant: \"1.0\"}, w: {constant: 2, type: STRING, rename: x}}"
                    .replace(", type: STRING", ""),
                "id",
                1L))
        .containsExactly(entry("id", 1L), entry("v", "1.0"), entry("x", 2L));
  }

  @Test
  void hiddenColumns_areWhatTheyBecame() throws Exception {
    Map<String, @Nullable Object> expected = new LinkedHashMap<>();
    expected.put("id", 1L);
    expected.put("masked", "**");
    assertThat(
            values(
                "columns: {a: {mask: {}, rename: masked}, b: {drop: true}}",
                "id",
                1L,
                "a",
                "xy",
                "b",
                1L))
        .isEqualTo(expected);
  }

  @Test
  void everyType_isOneOfTheWarehouse() {
    for (TargetType type : TargetType.values()) {
      TableSettings table =
          ChangeSettings.read(
                  "t",
                  "defaults: {}\ntables: [{match: {table: t}, columns: {a: {type: " + type + "}}}]")
              .tables()
              .get(0);
      assertThat(table.type("a")).contains(ColumnType.named(type.name()));
    }
  }

  @Test
  void namesThatRowsDoNotHave_areTold() throws Exception {
    String entry =
        """
        key: [ID]
        keep_only: [id, gone1, gone4]
        filter: {or: [{column: gone2, op: is_null}, {and: [{column: note, op: is_null}]}]}
        columns: {new: {constant: 1}, x: {from: gone4}, gone3: {drop: true}, NOTE: {drop: true}}
        """;
    ChangeEvent event = Rows.row("t", "id", 1L, "note", "n");
    assertThat(Rows.settings(entry).table(event).unknownColumns(event.payload().schema()))
        .containsExactly("gone1", "gone4", "gone3", "gone2");
  }

  @Test
  void tableSettings_answerByTheNamesOfTheTable() throws Exception {
    TableSettings table =
        Rows.settings(
                """
                domain: d
                table: t
                columns: {a: {type: INT64, rename: b, on_error: set_null}}
                quality: {q: {description: Says it., exists: {column: b, table: d_silver.u, key: id, when_null: false}}}
                """)
            .table(Rows.row("t"));
    assertThat(table.type("B").map(Enum::name)).contains("INT64");
    assertThat(table.type("a")).isEmpty();
    assertThat(table.onError("b")).contains(OnError.SET_NULL);
    assertThat(table.description("q")).contains("Says it.");
    assertThat(table.references())
        .containsExactly(new TableSettings.Reference("q", "b", "d_silver.u", "id", false));
  }
}
