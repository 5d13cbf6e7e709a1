// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.transforms.restream.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldNamesTest {
  private final ManualClock clock = new ManualClock(Instant.parse("2030-06-01T10:00:00Z"));
  private final FieldNames names = new FieldNames(clock);

  @Test
  void catalogue_isReadAgainAfterAQuarterOfAnHour_andWhatWentIsKept() throws Exception {
    assertThat(names.of(1, false, () -> Set.of("a", "b"))).containsExactlyInAnyOrder("a", "b");
    assertThat(names.of(2, false, () -> Set.of("x"))).containsExactly("x");
    clock.advance(Duration.ofMinutes(14));
    assertThat(names.of(1, false, () -> Set.of("c"))).containsExactlyInAnyOrder("a", "b");
    clock.advance(Duration.ofMinutes(1));

    assertThat(names.of(1, false, () -> Set.of("b", "c"))).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void catalogueThatAChangeMayHaveAltered_isReadAtOnce() throws Exception {
    names.of(1, false, () -> Set.of("a"));

    assertThat(names.of(1, true, () -> Set.of("b"))).containsExactlyInAnyOrder("a", "b");
    assertThat(names.of(1, false, () -> Set.of("c"))).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void catalogueThatCannotBeRead_isAskedForAgain() throws Exception {
    assertThatThrownBy(
            () ->
                names.of(
                    1,
                    false,
                    () -> {
                      throw new IOException("503");
                    }))
        .hasMessage("503");
    assertThat(names.of(1, false, () -> Set.of("a"))).containsExactly("a");
  }
}
