// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.model.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.junit.jupiter.api.Test;

class RestreamIOTest {
  private static final RestreamConnection ACCOUNT =
      RestreamConnection.of("http://localhost:1", "id", SecretReference.parse("env:SECRET"));
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final RestreamIO.Read read =
      RestreamIO.read().from(ACCOUNT).withRooms(List.of(Room.pad(1)));

  @Test
  void with_anything_givesAChangedCopyAndKeepsTheRest() {
    RestreamIO.Read changed =
        read.withRooms(List.of(Room.site(2), Room.pad(3), Room.site(2)))
            .startingAt(NOON)
            .until(NOON.plusSeconds(60))
            .withEventTimes(Instant.EPOCH, NOON)
            .withIdleAfter(Duration.ofSeconds(7))
            .withReconnectAfter(Duration.ofSeconds(8));
    ReadSettings settings = changed.settings();
    assertThat(settings.connection()).isEqualTo(ACCOUNT);
    assertThat(settings.rooms()).containsExactly("site/2", "pad/3");
    assertThat(settings.initialFrontier()).isEqualTo(NOON.getEpochSecond() - 1);
    assertThat(settings.endSecond()).isEqualTo(NOON.getEpochSecond() + 60);
    assertThat(settings.eventTimes()).isEqualTo(new EventTimeBounds(Instant.EPOCH, NOON));
    assertThat(settings.timing().idleAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(settings.timing().reconnect()).isEqualTo(Duration.ofSeconds(8));
    assertThat(read.settings())
        .isEqualTo(
            new ReadSettings(
                ACCOUNT,
                List.of("pad/1"),
                null,
                null,
                EventTimeBounds.DEFAULT,
                ReadTiming.DEFAULT));
  }

  @Test
  void until_partOfASecond_stillReadsThatSecond() {
    assertThat(read.until(NOON.plusMillis(1)).settings().endSecond())
        .isEqualTo(NOON.getEpochSecond() + 1);
    assertThat(read.settings().endSecond()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void withAllRooms_namesNone() {
    assertThat(read.withAllRooms().settings().rooms()).isEmpty();
  }

  @Test
  void expand_withoutAccountOrRooms_saysWhatToCall() {
    Pipeline pipeline = Pipeline.create();
    assertThatThrownBy(() -> pipeline.apply(RestreamIO.read().withAllRooms()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from(...)");
    assertThatThrownBy(() -> pipeline.apply(RestreamIO.read().from(ACCOUNT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("withAllRooms()");
  }

  @Test
  void with_impossibleValues_namesThem() {
    assertThatThrownBy(() -> read.withRooms(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none given");
    assertThatThrownBy(() -> read.withIdleAfter(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT-1S");
    assertThatThrownBy(() -> read.withReconnectAfter(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT0S");
    assertThatThrownBy(() -> read.withEventTimes(NOON, NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none would be accepted");
    assertThatThrownBy(() -> read.startingAt(NOON).until(NOON).settings())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the end has to be after the start");
  }
}
