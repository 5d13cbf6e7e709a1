// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wellhead.sandbox.datastream.Emission;
import io.wellhead.sandbox.datastream.FileFormat;
import io.wellhead.sandbox.datastream.Source;
import io.wellhead.sandbox.datastream.history.Extremes;
import io.wellhead.sandbox.datastream.history.TableHistory;
import io.wellhead.transforms.changeevents.UsualJson.UnusualException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a line's bytes are, the short way ends where the parser does. */
class UsualJsonEventsTest {
  private static final String LINE =
      """
      {"uuid":"5b8c1f0e-7a44-4d0f-9c1d-41d700000101", "read_timestamp":"2025-11-05T18:19:52.118Z",\
      "source_timestamp":1762366779000,"object":"a_b","read_method":"mysql-cdc-binlog",\
      "stream_name":"projects/1/streams/s","schema_key":null,"sort_keys":[1762366779000,"mysql-bin.1",-4],\
      "more":{"a":[1,{"b":"c\\u00e4"}],"d":-0.5e3},"source_metadata":{"table":"t","primary_keys":["id","n"],\
      "log_file":"mysql-bin.1","log_position":4,"change_type":"INSERT","is_deleted":false,"tx":null},\
      "payload":{"id":123456789012345678901,"n":-9223372036854775808,"r":-12.340,"e":1.5E+2,"z":-0,"zz":-0.0,\
      "t":"caf\u00e9 \u4e2d \ud83d\ude00","q":"a\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9\\ud83d","b":true,"f":false,"x":null,\
      "j":{"k": [1, 2.50, "\u00fc", true, null, {}], "l":{}},"a":[],"":"","long":"%s"}}"""
          .formatted("0123456789 abcdef".repeat(4));

  private static final byte[] REPLACEMENTS = {
    '"',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '0',
    '7',
    '-',
    '.',
    'e',
    'u',
    'n',
    ' ',
    '\n',
    0,
    0x1F,
    0x7F,
    (byte) 0x80,
    (byte) 0xC3,
    (byte) 0xED,
    (byte) 0xFF
  };

  private final JsonEventDecoder decoder = new JsonEventDecoder();
  private final JsonEventDecoder parser = new JsonEventDecoder();
  private final UsualJsonEvents usual = new UsualJsonEvents(new JsonShapes());

  @Test
  void usualLine_isReadTheShortWay() throws Exception {
    byte[] bytes = LINE.getBytes(UTF_8);

    ChangeEvent event = usual.read(bytes, 0, bytes.length).event();

    assertThat(event).isEqualTo(parser.parse(bytes, 0, bytes.length, false).event());
    assertThat(event.payload().values().get(6)).isEqualTo("caf\u00e9 \u4e2d \ud83d\ude00");
    assertThat(event.payload().values().get(7)).isEqualTo("a\"\\/\b\f\n\r\t\u00e9\ud83d");
  }

  @Test
  void lineWithAnyByteReplaced_endsAsWithTheParser() {
    byte[] bytes = LINE.getBytes(UTF_8);
    for (int at = 0; at < bytes.length; at++) {
      byte whole = bytes[at];
      for (byte replacement : REPLACEMENTS) {
        bytes[at] = replacement;
        requireSame(bytes);
      }
      bytes[at] = whole;
    }
  }

  @Test
  void lineWithBytesMissing_endsAsWithTheParser() {
    byte[] bytes = LINE.getBytes(UTF_8);
    SplittableRandom random = new SplittableRandom(3);
    for (int at = 0; at < bytes.length; at++) {
      requireSame(Arrays.copyOf(bytes, at));
      for (int count = 1; count <= 3; count++) {
        int from = random.nextInt(bytes.length - count);
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - count);
        System.arraycopy(bytes, from + count, shorter, from, shorter.length - from);
        requireSame(shorter);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e400",
        "1E-400",
        "1e99999999999",
        "-",
        "01",
        "-01",
        "1.",
        ".5",
        "1.e5",
        "1e",
        "1e+",
        "NaN",
        "-Infinity",
        "+1",
        "0x1",
        "9223372036854775807",
        "9223372036854775808",
        "1.0000000000000000000",
        "-123456789012345678.9",
        "\"\\uD83D\\uDE00\"",
        "\"\\u00g0\"",
        "\"\\x\"",
        "tru",
        "nulll",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\" : 1 , \"b\" : [ ] }",
        "[[[[[[[[[[]]]]]]]]]]",
        "'a'",
        "[1 2]",
        "{1:2}",
        "//",
      })
  void valueOfThePayload_endsAsWithTheParser(String value) {
    requireSame(LINE.replace("\"b\":true", "\"b\":" + value).getBytes(UTF_8));
    requireSame(LINE.replace("\"d\":-0.5e3", "\"d\":" + value).getBytes(UTF_8));
    requireSame(LINE.replace("\"tx\":null", "\"tx\":" + value).getBytes(UTF_8));
    requireSame(LINE.replace("\"schema_key\":null", "\"schema_key\":" + value).getBytes(UTF_8));
    requireSame(LINE.replace("1762366779000,\"mysql-bin.1\"", value).getBytes(UTF_8));
  }

  @Test
  void structsDeeperThanAnyEventHas_endAsWithTheParser() {
    for (int depth : new int[] {50, 99, 100, 101, 900, 1_100, 100_000}) {
      String deep = "[".repeat(depth) + "]".repeat(depth);
      requireSame(LINE.replace("\"b\":true", "\"b\":" + deep).getBytes(UTF_8));
      requireSame(LINE.replace("\"tx\":null", "\"tx\":" + deep).getBytes(UTF_8));
    }
  }

  @Test
  void longNamesAndNumbers_endAsWithTheParser() {
    for (int length : new int[] {10, 99, 990, 1_100, 60_000, 110_000}) {
      requireSame(LINE.replace("\"b\":", "\"" + "b".repeat(length) + "\":").getBytes(UTF_8));
      requireSame(LINE.replace("\"k\":", "\"" + "k".repeat(length) + "\":").getBytes(UTF_8));
      requireSame(LINE.replace("\"b\":true", "\"b\":" + "7".repeat(length)).getBytes(UTF_8));
    }
  }

  @Test
  void membersThatAreThereTwice_endAsWithTheParser() {
    requireSame(LINE.replace("\"n\":-", "\"id\":-").getBytes(UTF_8));
    requireSame(LINE.replace("\"tx\":", "\"table\":").getBytes(UTF_8));
    requireSame(LINE.replace("\"more\":{", "\"uuid\":null,\"more\":{").getBytes(UTF_8));
    requireSame(LINE.replace("\"more\":{", "\"uuid\":\"u\",\"more\":{").getBytes(UTF_8));
    requireSame((LINE + " \r").getBytes(UTF_8));
    requireSame((LINE + "{}").getBytes(UTF_8));
    requireSame(("\uFEFF" + LINE).getBytes(UTF_8));
    requireSame(LINE.getBytes(UTF_16LE));
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void linesOfEverySource_areReadTheShortWay(Source source, @TempDir Path folder)
      throws IOException {
    TableHistory history = TableHistory.builder(source, 5).extremes(Extremes.ALL).play();
    Emission emission =
        Emission.builder(history.events(), 5).duplicates(0).formats(FileFormat.JSON).plan();
    int lines = 0;
    int usualLines = 0;
    for (Path file : emission.write(folder)) {
      for (String line : Files.readAllLines(file)) {
        byte[] bytes = line.getBytes(UTF_8);
        requireSame(bytes);
        lines++;
        usualLines += isUsual(bytes) ? 1 : 0;
      }
    }
    assertThat(lines).isPositive();
    assertThat(usualLines).isGreaterThan(lines * 9 / 10);
  }

  @Test
  void sharedSchema_isThatOfTheParser() throws Exception {
    byte[] bytes = LINE.getBytes(UTF_8);
    byte[] other = LINE.replace("\"x\":null,", "").getBytes(UTF_8);
    byte[] rare = LINE.replace("\"e\":1.5E+2", "\"e\":NaN").getBytes(UTF_8);
    assertThat(isUsual(rare)).isFalse();

    PayloadSchema schema = decoder.decode(bytes, 0, bytes.length).payload().schema();
    PayloadSchema otherSchema = decoder.decode(other, 0, other.length).payload().schema();

    assertThat(otherSchema).isNotEqualTo(schema);
    assertThat(decoder.decode(rare, 0, rare.length).payload().schema()).isSameAs(schema);
    assertThat(decoder.decode(other, 0, other.length).payload().schema()).isSameAs(otherSchema);
  }

  @Test
  void eventsOfALine_doNotChangeWithTheNext() throws Exception {
    byte[] bytes = LINE.getBytes(UTF_8);
    ChangeEvent first = decoder.decode(bytes, 0, bytes.length);
    ChangeEvent again = decoder.decode(bytes, 0, bytes.length);
    Object keys = first.source().fields().get("primary_keys");

    assertThat(again).isEqualTo(first);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> ((List<?>) requireNonNull(keys)).clear());
  }

  private boolean isUsual(byte[] bytes) {
    try {
      usual.read(bytes, 0, bytes.length);
      return true;
    } catch (UnusualException | EventException e) {
      return false;
    }
  }

  /** The decoders live on from line to line: a damaged line must leave nothing behind. */
  private void requireSame(byte[] bytes) {
    // The line stands within others, as it does in a file's buffer.
    byte[] around = new byte[bytes.length + 9];
    Arrays.fill(around, (byte) '"');
    System.arraycopy(bytes, 0, around, 4, bytes.length);
    assertThat(outcome(() -> decoder.decode(around, 4, bytes.length)))
        .as(() -> new String(bytes, UTF_8))
        .isEqualTo(outcome(() -> parser.parse(around, 4, bytes.length, false).event()));
  }

  private interface Decoding {
    ChangeEvent event() throws EventException;
  }

  private static Object outcome(Decoding decoding) {
    try {
      return decoding.event();
    } catch (EventException e) {
      return e.kind() + ": " + e.getMessage();
    }
  }
}
