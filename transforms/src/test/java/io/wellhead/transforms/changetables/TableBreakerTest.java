// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.warehouse.TableName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TableBreakerTest {
  private static final TableName BAD = new TableName("shop_silver", "bad");
  private static final TableName GOOD = new TableName("shop_silver", "good");

  private Instant now = Instant.parse("2030-06-01T10:00:00Z");
  private final TableBreaker breaker =
      new TableBreaker(
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public ZoneOffset getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              return this;
            }
          });

  @Test
  void aTableThatFailed_isLeftAlone_andNoOther() {
    breaker.failed(BAD, "no such column");

    assertThat(breaker.reason(BAD))
        .isEqualTo(
            "shop_silver.bad is left alone until 2030-06-01T10:00:05Z, because it failed: no such"
                + " column");
    assertThat(breaker.reason(GOOD)).isNull();
    now = now.plusSeconds(5);
    assertThat(breaker.reason(BAD)).isNull();
  }

  @Test
  void pausesGrow_untilItWorks() {
    assertThat(pause()).isEqualTo(Duration.ofSeconds(5));
    assertThat(pause()).isEqualTo(Duration.ofSeconds(10));
    for (int i = 0; i < 10; i++) {
      pause();
    }
    assertThat(pause()).isEqualTo(Duration.ofMinutes(5));

    breaker.worked(BAD);

    assertThat(pause()).isEqualTo(Duration.ofSeconds(5));
  }

  private Duration pause() {
    Instant from = now;
    breaker.failed(BAD, "refused");
    while (breaker.reason(BAD) != null) {
      now = now.plusSeconds(1);
    }
    return Duration.between(from, now);
  }
}
