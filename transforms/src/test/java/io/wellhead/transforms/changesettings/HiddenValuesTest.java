// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.EventJson;
import io.wellhead.transforms.changeevents.JsonText;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What settings hide is nowhere in what may be stored. */
class HiddenValuesTest {
  private static Path salt;

  @BeforeContainer
  static void writeSalt() throws Exception {
    salt = Files.writeString(Files.createTempFile("salt", ".txt"), "a salt that nobody knows");
  }

  @AfterContainer
  static void deleteSalt() throws Exception {
    Files.delete(salt);
  }

  @Provide
  Arbitrary<String> hiding() {
    return Arbitraries.of(
        "{drop: true}",
        "{mask: {}}",
        "{mask: {keep_first: 1, keep_last: 2}}",
        "{constant: x}",
        "{hash: {salt: \"file:SALT\"}}");
  }

  @Provide
  Arbitrary<String> secrets() {
    // Letters that no other part of the event has.
    return Arbitraries.strings().withChars("QXZ\u00E9\u4E2D\"").ofMinLength(4).ofMaxLength(40);
  }

  @Property(tries = 300)
  void aHiddenValue_isNowhere(
      @ForAll("hiding") String hiding, @ForAll("secrets") String secret, @ForAll int kind)
      throws Exception {
    Object value =
        switch (Math.floorMod(kind, 3)) {
          case 0 -> secret;
          case 1 -> new JsonText(EventJson.text(java.util.Map.of("s", secret)));
          default -> ByteBuffer.wrap(secret.getBytes(UTF_8));
        };
    ChangeEvent event = Rows.row("t", "id", 1L, "Secret", value, "note", "n");
    String before = new String(EventJson.event(event), UTF_8);
    String spelled = EventJson.text(value);
    assertThat(before).contains(spelled);

    ChangeTransforms settings =
        Rows.settings("columns: {secret: " + hiding.replace("SALT", salt.toString()) + "}");
    ChangeEvent received = settings.received(event);

    assertNothing(received, value, spelled, secret);
    assertNothing(settings.current(received).event(), value, spelled, secret);
  }

  @Example
  void settingsThatHide_areKnown_forWhatCannotBeRead() throws Exception {
    for (String hiding :
        List.of(
            "include: false",
            "keep_only: [id]",
            "columns: {c: {drop: true}}",
            "columns: {c: {mask: {}}}",
            "columns: {c: {truncate: 3}}")) {
      assertThat(hidesAnything(hiding)).as(hiding).isTrue();
    }
    assertThat(hidesAnything("columns: {c: {type: STRING}, v: {constant: 1}}")).isFalse();
    assertThat(ChangeSettings.none().hidesAnything()).isFalse();
  }

  private static boolean hidesAnything(String entry) throws Exception {
    return ChangeSettings.read("shop.yaml", "tables:\n  - match: {table: t}\n    " + entry)
        .hidesAnything();
  }

  private static void assertNothing(
      ChangeEvent event, Object value, String spelled, String secret) {
    String stored = new String(EventJson.event(event), UTF_8);
    assertThat(stored).doesNotContain(spelled);
    if (value instanceof String) {
      assertThat(stored).doesNotContain(secret);
    }
    assertThat(stored).contains("\"note\":\"n\"");
  }
}
