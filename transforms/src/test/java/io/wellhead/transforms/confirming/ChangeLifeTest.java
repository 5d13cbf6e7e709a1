// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.model.Room;
import io.wellhead.transforms.changes.ChangeEvent;
import io.wellhead.transforms.confirming.ChangeLife.Status;
import io.wellhead.transforms.warehouse.ChangeSequence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ChangeLifeTest {
  private static final long ID = 7;
  private static final Instant T = Instant.parse("2030-06-01T10:00:00Z");
  private static final String USABLE =
      "{\"id\":7,\"site\":3,\"start_date\":\"2030-05-01T00:00:00Z\",\"end_date\":\"2030-05-02T00:00:00Z\"}";

  private static final List<ChangeLife> PARTS =
      List.of(
          received(0, USABLE),
          read(2),
          ChangeLife.applied(ID, T.plusSeconds(3)),
          ChangeLife.refused(ID, T.plusSeconds(4), "it is listed still"),
          ChangeLife.confirmed(ID, T.plusSeconds(5)));

  @Test
  void steps_areToldOneAfterTheOther() {
    ChangeLife life = PARTS.get(0);
    assertThat(life.status()).isEqualTo(Status.RECEIVED);
    life = life.plus(PARTS.get(1));
    assertThat(life.status()).isEqualTo(Status.READ);
    life = life.plus(PARTS.get(2));
    assertThat(life.status()).isEqualTo(Status.APPLIED);
    assertThat(life.error()).isNull();
    life = life.plus(PARTS.get(3));
    assertThat(life.status()).isEqualTo(Status.APPLIED);
    assertThat(life.error()).isEqualTo("it is listed still");
    life = life.plus(PARTS.get(4));
    assertThat(life.status()).isEqualTo(Status.CONFIRMED);
    assertThat(life.error()).isNull();
  }

  @Property(tries = 200)
  void parts_addUpToTheSameInAnyOrder_andEachStandsAboveTheOneBefore(@ForAll long seed) {
    List<ChangeLife> parts = new ArrayList<>(PARTS);
    parts.add(received(10, USABLE));
    parts.add(read(12));
    ChangeLife expected = parts.stream().reduce(ChangeLife::plus).orElseThrow();
    Collections.shuffle(parts, new Random(seed));
    ChangeLife life = parts.get(0);
    for (ChangeLife part : parts.subList(1, parts.size())) {
      ChangeLife more = life.plus(part);
      if (!more.equals(life)) {
        assertThat(sequence(more)).isGreaterThan(sequence(life));
      }
      life = more;
    }
    assertThat(life).isEqualTo(expected);
  }

  @Test
  void newAnnouncement_beginsAnew() {
    ChangeLife life = PARTS.stream().reduce(ChangeLife::plus).orElseThrow();
    ChangeLife again = life.plus(received(10, USABLE)).sinceReceived();
    assertThat(again).isEqualTo(received(10, USABLE));
    assertThat(again.status()).isEqualTo(Status.RECEIVED);
    assertThat(sequence(again)).isGreaterThan(sequence(life));
  }

  @Test
  void announcementThatCannotBeFollowed_hasFailedAtOnce() {
    ChangeLife life = received(0, "{\"id\":7}");
    assertThat(life.status()).isEqualTo(Status.FAILED);
    assertThat(life.error()).isEqualTo("site is missing");
  }

  private static ChangeSequence sequence(ChangeLife life) {
    return ChangeLifeTable.change(life).sequence();
  }

  private static ChangeLife read(long seconds) {
    return ChangeLife.read(ID, new ChangeLife.Read(T.plusSeconds(seconds), ID, 10, 2));
  }

  private static ChangeLife received(long seconds, String payload) {
    return ChangeLife.received(
        new ChangeEvent(
            ID,
            null,
            null,
            null,
            null,
            null,
            null,
            Room.site(3),
            T.plusSeconds(seconds),
            ChangeEvent.Via.SOCKET,
            payload.getBytes(UTF_8)));
  }
}
