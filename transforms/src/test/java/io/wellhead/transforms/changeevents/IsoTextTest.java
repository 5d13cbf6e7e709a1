// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times are spelled as the JDK's formatter spells them, which is slower. */
class IsoTextTest {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT);
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

  @ParameterizedTest
  @CsvSource({
    "0, 00:00:00.000000",
    "1, 00:00:00.000001",
    "3723000450, 01:02:03.000450",
    "86399999999, 23:59:59.999999",
    "86400000000, 24:00:00.000000"
  })
  void timeOfDay(long micros, String text) {
    assertThat(IsoText.of(new UnifiedValue.Time(micros))).isEqualTo(text);
  }

  @Test
  void anyTime_isSpelledAsTheFormatterDoes() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 2_000; i++) {
      long ofDay = random.nextLong(86_400_000_000L);
      assertThat(IsoText.of(new UnifiedValue.Time(ofDay)))
          .isEqualTo(LocalTime.ofNanoOfDay(ofDay * 1_000).format(TIME));

      long micros = random.nextLong(-62_135_596_800_000_000L, 253_402_300_800_000_000L);
      Instant instant =
          Instant.ofEpochSecond(
              Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000L);
      assertThat(IsoText.of(new UnifiedValue.Timestamp(micros)))
          .isEqualTo(LocalDateTime.ofInstant(instant, ZoneOffset.UTC).format(DATE_TIME) + "Z");
    }
  }
}
