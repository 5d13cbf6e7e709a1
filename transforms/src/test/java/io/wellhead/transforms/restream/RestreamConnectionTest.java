// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestreamConnectionTest {
  private static final SecretReference SECRET = SecretReference.parse("env:SECRET");

  @Test
  void of_httpsOrLoopback_isAccepted() {
    for (String url :
        new String[] {
          "https://app.restreamsolutions.com", "http://localhost:8080", "http://127.0.0.1:1"
        }) {
      assertThat(RestreamConnection.of(url, "id", SECRET).baseUrl()).hasToString(url);
    }
  }

  @Test
  void of_plainHttpElsewhere_isRefused() {
    for (String url :
        new String[] {
          "http://app.restreamsolutions.com",
          "ftp://localhost",
          "app.restreamsolutions.com",
          "https://me:hunter2@app.restreamsolutions.com"
        }) {
      assertThatThrownBy(() -> RestreamConnection.of(url, "id", SECRET))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("https://HOST")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }
  }

  @Test
  void with_unitsAndRouting_changesOnlyThem() {
    RestreamConnection connection = RestreamConnection.of("https://h", "id", SECRET);
    assertThat(connection.siUnits()).isFalse();
    assertThat(connection.routed()).isTrue();
    assertThat(connection.withSiUnits(true).withRouted(false))
        .isEqualTo(
            new RestreamConnection(
                connection.baseUrl(), "id", SECRET, true, false, Duration.ofMinutes(2)));
  }

  @Test
  void with_readTimeout_hasToBeMoreThanZero() {
    RestreamConnection connection = RestreamConnection.of("https://h", "id", SECRET);
    assertThat(connection.withReadTimeout(Duration.ofSeconds(5)).withSiUnits(true).readTimeout())
        .isEqualTo(Duration.ofSeconds(5));
    assertThatThrownBy(() -> connection.withReadTimeout(Duration.ZERO))
        .hasMessage("read timeout PT0S: accepted is more than zero");
  }
}
