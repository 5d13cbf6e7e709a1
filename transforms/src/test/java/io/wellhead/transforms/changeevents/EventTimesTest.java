// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimesTest {
  @ParameterizedTest
  @CsvSource({
    "2021-12-25 05:42:04.408, 2021-12-25T05:42:04.408Z",
    "2021-12-25T05:42:04.408, 2021-12-25T05:42:04.408Z",
    "2019-11-07T02:15:39, 2019-11-07T02:15:39Z",
    "2021-05-16T01:13:01.000Z, 2021-05-16T01:13:01Z",
    "2025-11-05T18:23:46.698000Z, 2025-11-05T18:23:46.698Z",
    "2025-11-05T18:23:46.123456789Z, 2025-11-05T18:23:46.123456789Z",
    "2024-02-29T00:00:00.000000001, 2024-02-29T00:00:00.000000001Z",
    "2025-11-05T18:23:46+05:30, 2025-11-05T12:53:46Z",
    "2025-11-05 18:23:46.5-08, 2025-11-06T02:23:46.500Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    "+12025-11-05T18:23:46Z, +12025-11-05T18:23:46Z"
  })
  void spellings_areRead(String text, Instant expected) {
    assertThat(EventTimes.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-02-29T00:00:00Z",
        "2025-13-01T00:00:00Z",
        "2025-11-05T24:00:00Z",
        "2025-11-05T18:60:00Z",
        "2025-11-05T18:23:4xZ",
        "2025-11-05T18:23:46.1234567890Z",
        "2025-11-05",
        ""
      })
  void others_areRefused(String text) {
    assertThatThrownBy(() -> EventTimes.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @Test
  void instants_areReadAsTheyAreSpelled() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 20_000; i++) {
      Instant instant =
          Instant.ofEpochSecond(
              random.nextLong(-62_000_000_000L, 250_000_000_000L), random.nextInt(1_000_000_000));
      assertThat(EventTimes.parse(DateTimeFormatter.ISO_INSTANT.format(instant)))
          .isEqualTo(instant);
    }
  }
}
