// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {

  private static final JsonFactory JACKSON = new JsonFactory();

  @Property(tries = 2000)
  void scan_soundJson_endsWhereItEnds(@ForAll("json") String json) throws Exception {
    byte[] bytes = ("  " + json + " , x").getBytes(StandardCharsets.UTF_8);
    int length = json.getBytes(StandardCharsets.UTF_8).length;

    assertThat(JsonScanner.value(bytes, 2, bytes.length)).isEqualTo(2 + length);
  }

  @Property(tries = 1000)
  void scan_everyPrefixOfSoundJson_isIncomplete(@ForAll("container") String json) throws Exception {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    for (int limit = 0; limit < bytes.length; limit++) {
      assertThat(JsonScanner.value(bytes, 0, limit)).isEqualTo(JsonScanner.INCOMPLETE);
    }
  }

  /**
   * One byte of sound JSON replaced: the scanner and Jackson must agree whether it is still JSON.
   */
  @Property(tries = 5000)
  void scan_damagedJson_isRefusedAsJacksonRefusesIt(
      @ForAll("container") String json, @ForAll int position, @ForAll("damage") char damage) {
    StringBuilder damaged = new StringBuilder(json);
    damaged.setCharAt(Math.floorMod(position, json.length()), damage);
    byte[] bytes = damaged.toString().getBytes(StandardCharsets.UTF_8);

    assertThat(isJson(bytes)).as(damaged.toString()).isEqualTo(isJsonForJackson(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":-Infinity}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":+1}",
        "{\"a\":1e}",
        "{a:1}",
        "{\"a\" 1}",
        "{\"a\":1,}",
        "[1,]",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":tru}",
        "{\"a\":'b'}"
      })
  void scan_laxJson_isRefused(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> JsonScanner.value(bytes, 0, bytes.length))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessageStartingWith("not JSON at byte");
  }

  @ParameterizedTest
  @ValueSource(ints = {501, 100_000})
  void scan_nestedTooDeep_isRefusedBeforeTheStackIsFull(int depth) {
    byte[] bytes = "[".repeat(depth).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> JsonScanner.value(bytes, 0, bytes.length))
        .isInstanceOf(JsonSyntaxException.class)
        .hasMessageContaining("nested deeper");
  }

  private static boolean isJson(byte[] bytes) {
    try {
      int end = JsonScanner.value(bytes, 0, bytes.length);
      return end != JsonScanner.INCOMPLETE
          && JsonScanner.skipBlanks(bytes, end, bytes.length) == bytes.length;
    } catch (JsonSyntaxException e) {
      return false;
    }
  }

  private static boolean isJsonForJackson(byte[] bytes) {
    try (JsonParser parser = JACKSON.createParser(bytes)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      parser.getValueAsString(); // numbers and strings are only looked at when asked for
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  @Provide
  Arbitrary<Character> damage() {
    return Arbitraries.of(
        '{', '}', '[', ']', ',', ':', '"', '\\', '0', '9', '-', '+', '.', 'e', 'x', ' ', '\n', 'u');
  }

  @Provide
  Arbitrary<String> json() {
    return Arbitraries.oneOf(texts(), literals(), numbers().map(n -> n), container());
  }

  @Provide
  Arbitrary<String> container() {
    Arbitrary<String> leaf = Arbitraries.oneOf(texts(), literals(), numbers());
    Arbitrary<String> inner = Arbitraries.oneOf(leaf, object(leaf), array(leaf));
    return Arbitraries.oneOf(object(inner), array(inner));
  }

  private static Arbitrary<String> object(Arbitrary<String> value) {
    return Combinators.combine(texts(), blanks(), value)
        .as((key, blank, v) -> key + blank + ":" + blank + v)
        .list()
        .ofMaxSize(5)
        .map(members -> "{" + String.join(" ,", members) + "}");
  }

  private static Arbitrary<String> array(Arbitrary<String> value) {
    return value.list().ofMaxSize(5).map(items -> "[ " + String.join(",", items) + "]");
  }

  private static Arbitrary<String> blanks() {
    return Arbitraries.of("", " ", "\n\t");
  }

  private static Arbitrary<String> literals() {
    return Arbitraries.of("true", "false", "null");
  }

  private static Arbitrary<String> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.longs().map(String::valueOf),
        Arbitraries.doubles().map(String::valueOf),
        Arbitraries.of("0", "-0", "-0.0", "1e5", "1E-7", "2.50e+3"));
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.of("a", "b\\\"", "\\\\", "\\u00e9", "é", "日", "\\n", "x y", "{", "]", ",")
        .list()
        .ofMaxSize(4)
        .map((List<String> parts) -> "\"" + String.join("", parts) + "\"");
  }
}
