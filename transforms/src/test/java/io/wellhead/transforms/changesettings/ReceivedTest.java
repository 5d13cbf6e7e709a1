// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.SourceKind;
import io.wellhead.transforms.changeevents.UnifiedType;
import io.wellhead.transforms.changeevents.UnifiedValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceivedTest {
  @TempDir Path folder;

  @Test
  void drop_takesTheColumnAway_whateverItsCase() throws Exception {
    assertThat(
            Rows.received(
                "columns: {E_Mail: {drop: true}}", Rows.row("t", "id", 1L, "E_MAIL", "a")))
        .containsExactly(entry("id", 1L));
  }

  @Test
  void keepOnly_keepsTheKeyAsWell() throws Exception {
    assertThat(
            Rows.received("keep_only: [note]", Rows.row("t", "id", 1L, "note", null, "name", "x")))
        .containsExactly(entry("id", 1L), entry("note", null));
  }

  @Test
  void hash_isThatOfSaltAndText_ofNullNull() throws Exception {
    Path salt = Files.writeString(folder.resolve("salt"), "pepper\n");
    String entry =
        "columns: {a: {hash: {salt: \"file:%s\"}}, b: {hash: {salt: \"file:%s\"}}, c: {hash: {salt: \"file:%s\"}}}"
            .formatted(salt, salt, salt);
    ChangeEvent event = Rows.row("t", "id", 1L, "a", "ana", "b", null, "c", 7L);
    assertThat(Rows.received(entry, event))
        .containsExactly(
            entry("id", 1L),
            entry("a", sha256("pepperana")),
            entry("b", null),
            entry("c", sha256("pepper7")));
    ChangeTransforms settings = Rows.settings(entry);
    assertThat(Rows.types(settings.received(event))).containsEntry("c", UnifiedType.STRING);
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }

  @Test
  void hash_whoseSaltIsMissing_failsWhenItIsOpened() {
    assertThatThrownBy(
            () -> Rows.settings("columns: {a: {hash: {salt: \"env:WELLHEAD_NO_SUCH_SALT\"}}}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("WELLHEAD_NO_SUCH_SALT");
  }

  @Test
  void mask_keepsWhatIsAsked_andNothingOfWhatIsShort() throws Exception {
    String entry =
        "columns: {a: {mask: {keep_first: 1, keep_last: 2}}, b: {mask: {keep_last: 3}}, c: {mask: {}}, d: {mask: {}}}";
    assertThat(
            Rows.received(
                entry,
                Rows.row(
                    "t", "id", 1L, "a", "s\uD83D\uDE00cret", "b", "abc", "c", 12.5, "d", null)))
        .containsExactly(
            entry("id", 1L),
            entry("a", "s***et"),
            entry("b", "***"),
            entry("c", "****"),
            entry("d", null));
  }

  @Test
  void truncate_countsCharacters() throws Exception {
    assertThat(
            Rows.received(
                "columns: {a: {truncate: 2}, b: {truncate: 2}}",
                Rows.row("t", "id", 1L, "a", "\uD83D\uDE00bc", "b", "x")))
        .containsExactly(entry("id", 1L), entry("a", "\uD83D\uDE00b"), entry("b", "x"));
  }

  @Test
  void constant_replacesEveryValue_alsoNull() throws Exception {
    assertThat(
            Rows.received(
                "columns: {a: {constant: hidden}, b: {constant: 1.50}, c: {constant: new}}",
                Rows.row("t", "id", 1L, "a", "x", "b", null)))
        .containsExactly(entry("id", 1L), entry("a", "hidden"), entry("b", new BigDecimal("1.50")));
  }

  @Test
  void whatIsNotIncluded_isLeftOut() throws Exception {
    assertThat(Rows.received("include: false", Rows.row("t", "id", 1L))).isNull();
  }

  @Test
  void source_isTheOneThatIsToldHere() throws Exception {
    ChangeEvent event = Rows.event(SourceKind.UNKNOWN, Map.of("table", "t"), "id", 1L);
    ChangeEvent received = Rows.settings("source: sqlserver").received(event);
    assertThat(received.source().kind()).isEqualTo(SourceKind.SQLSERVER);
    assertThat(received.source().fields()).isEqualTo(event.source().fields());
  }

  @Test
  void filter_comparesByTheKindOfItsValue() throws Exception {
    ChangeEvent event =
        Rows.row(
            "t",
            "id",
            5L,
            "amount",
            "10.50",
            "region",
            "EU",
            "flag",
            1L,
            "note",
            null,
            "at",
            new UnifiedValue.Timestamp(1_700_000_000_000_000L));
    for (String holds :
        List.of(
            "{column: id, op: eq, value: 5}",
            "{column: ID, op: eq, value: 5.0}",
            "{column: amount, op: gt, value: 9}",
            "{column: amount, op: le, value: 10.5}",
            "{column: region, op: ge, value: EA}",
            "{column: region, op: ne, value: 5}",
            "{column: flag, op: eq, value: true}",
            "{column: at, op: lt, value: 2023-11-15}",
            "{column: at, op: ge, value: 2023-11-14 22:13:20}",
            "{column: region, op: in, values: [UK, EU]}",
            "{column: region, op: matches, value: \"E.\"}",
            "{column: note, op: is_null}",
            "{column: gone, op: is_null}",
            "{column: region, op: not_null}",
            "{or: [{column: id, op: eq, value: 6}, {column: region, op: eq, value: EU}]}",
            "{and: [{column: id, op: eq, value: 5}, {column: region, op: eq, value: EU}]}",
            "{or: [{column: note, op: eq, value: x}, {column: id, op: eq, value: 5}]}")) {
      assertThat(Rows.received("filter: " + holds, event)).as(holds).isNotNull();
    }
    for (String not :
        List.of(
            "{column: id, op: ne, value: 5}",
            "{column: region, op: lt, value: 5}",
            "{column: region, op: matches, value: \"E\"}",
            "{column: region, op: is_null}",
            "{column: note, op: not_null}",
            "{column: note, op: eq, value: x}",
            "{column: note, op: ne, value: x}",
            "{column: note, op: in, values: [x]}",
            "{or: [{column: note, op: eq, value: x}, {column: id, op: eq, value: 6}]}",
            "{and: [{column: note, op: eq, value: x}, {column: id, op: eq, value: 5}]}")) {
      assertThat(Rows.received("filter: " + not, event)).as(not).isNull();
    }
  }

  @Test
  void filter_keepsADeleteOfWhichItKnowsNothing() throws Exception {
    String eu = "filter: {column: region, op: eq, value: EU}";
    assertThat(Rows.received(eu, Rows.deleted("t", "id", 1L, "region", null))).isNotNull();
    assertThat(Rows.received(eu, Rows.deleted("t", "id", 1L))).isNotNull();
    assertThat(Rows.received(eu, Rows.deleted("t", "id", 1L, "region", "EU"))).isNotNull();
    assertThat(Rows.received(eu, Rows.deleted("t", "id", 1L, "region", "US"))).isNull();
    assertThat(Rows.received("filter: {column: region, op: not_null}", Rows.deleted("t", "id", 1L)))
        .isNotNull();
  }

  @Test
  void rules_areWorkedOutOncePerSchema() throws Exception {
    ChangeTransforms settings = Rows.settings("columns: {a: {truncate: 1}}");
    ChangeEvent one = settings.received(Rows.row("t", "id", 1L, "a", "xy"));
    ChangeEvent other = settings.received(Rows.row("t", "id", 2L, "a", "yz"));
    assertThat(other.payload().schema()).isSameAs(one.payload().schema());
    assertThat(settings.current(other).event().payload().schema())
        .isSameAs(settings.current(one).event().payload().schema());

    ChangeEvent wider = settings.received(Rows.row("t", "id", 2L, "a", "yz", "b", true));
    assertThat(wider.payload().schema()).isNotEqualTo(one.payload().schema());
    assertThat(Rows.values(wider)).containsEntry("a", "y").containsEntry("b", true);
  }
}
