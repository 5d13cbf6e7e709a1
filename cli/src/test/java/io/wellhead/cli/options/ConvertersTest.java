// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.model.Room;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ConvertersTest {
  private static final InstantConverter TIMES =
      new InstantConverter(Clock.fixed(Instant.parse("2030-06-01T12:00:30.25Z"), ZoneOffset.UTC));

  @ParameterizedTest
  @CsvSource({
    "2030-06-01T10:00:00Z, 2030-06-01T10:00:00Z",
    "2030-06-01T10:00Z, 2030-06-01T10:00:00Z",
    "2030-06-01T05:00:30-05:00, 2030-06-01T10:00:30Z",
    "2030-06-01T05:00:00-05:00[US/Central], 2030-06-01T10:00:00Z",
    "-10m, 2030-06-01T11:50:30Z",
    "-0s, 2030-06-01T12:00:30Z",
    "-PT1H30M, 2030-06-01T10:30:30Z",
  })
  void time_withAnyZoneFormOrAgo_isTheInstant(String text, Instant expected) {
    assertThat(TIMES.convert(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2030-06-01T10:00:00",
        "2030-06-01",
        "yesterday",
        "",
        "2030-13-01T10:00:00Z",
        "10m",
        "-",
        "--10m",
        "-10"
      })
  void time_withoutZoneOrWrong_isRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> TIMES.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("2030-06-01T10:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({"90s, PT90S", "15m, PT15M", "8H, PT8H", "2d, PT48H", "PT1H30M, PT1H30M", "0s, PT0S"})
  void duration_inShortOrIsoForm_isRead(String text, Duration expected) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT1H", "5", "5y", "", "m", "99999999999999d"})
  void duration_inAnotherForm_isRefused(String text) {
    assertThatThrownBy(() -> new DurationConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("90s, 15m, 8h");
  }

  @ParameterizedTest
  @CsvSource({"pad:412, pad/412", "site/9102, site/9102"})
  void room_inBothForms_isRead(String text, String expected) {
    assertThat(new RoomConverter().convert(text)).isEqualTo(Room.parse(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"412", "well:3", "pad:-1", "pad:x"})
  void room_inAnotherForm_isRefusedWithWhatIsAccepted(String text) {
    assertThatThrownBy(() -> new RoomConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("pad:ID or site:ID");
  }
}
