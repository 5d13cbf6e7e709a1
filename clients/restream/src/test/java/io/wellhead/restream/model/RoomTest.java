// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomTest {

  @ParameterizedTest
  @ValueSource(strings = {"pad:412", "pad/412", " PAD:412 "})
  void parse_everyForm_isTheSameRoom(String text) {
    assertThat(Room.parse(text)).isEqualTo(Room.pad(412)).hasToString("pad/412");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "412", "pads/412", "site:", "site:x", "site:-1", "pad:0"})
  void parse_anythingElse_isRejectedWithTheText(String text) {
    assertThatThrownBy(() -> Room.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("pad:ID or site:ID");
  }

  @Test
  void rooms_sortPadsFirstThenById() {
    assertThat(Room.pad(9)).isLessThan(Room.site(1));
    assertThat(Room.site(1)).isLessThan(Room.site(2));
  }

  @Test
  void stageName_matchesTheFirstPartOfAState() {
    assertThat(StageName.WIRELINE.matches("wl_runinhole")).isTrue();
    assertThat(StageName.FRAC.matches("wl_runinhole")).isFalse();
  }
}
