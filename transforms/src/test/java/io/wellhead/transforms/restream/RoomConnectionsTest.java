// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.model.Room;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class RoomConnectionsTest {
  private static final Duration PARK_FOR = Duration.ofSeconds(7);

  private final FakeRoom room = new FakeRoom(Room.pad(412), Clock.systemUTC(), 9101);
  private final List<FutureTask<?>> scheduled = new ArrayList<>();
  private final RoomConnections connections =
      new RoomConnections(
          (wait, task) -> {
            assertThat(wait).isEqualTo(PARK_FOR);
            FutureTask<?> later = new FutureTask<>(task, null);
            scheduled.add(later);
            return later;
          },
          PARK_FOR);

  @Test
  void reattach_parkedWithTheSamePosition_givesTheConnectionBack() throws Exception {
    RoomConnection connection = opened("k", 1);
    connections.park(connection);
    assertThat(connections.reattach(mark("k", 1, 0))).isSameAs(connection);
    scheduled.forEach(FutureTask::run);
    assertThat(room.openServices).isEqualTo(1);
  }

  @Test
  void park_nobodyComesBack_closesWhenTheTimeIsOver() throws Exception {
    connections.park(opened("k", 1));
    assertThat(room.openServices).isEqualTo(1);
    scheduled.forEach(FutureTask::run);
    assertThat(room.openServices).isZero();
    assertThat(connections.reattach(mark("k", 1, 0))).isNull();
  }

  @Test
  void reattach_otherPositionOrStillInUse_closesTheConnection() throws Exception {
    connections.park(opened("older", 1));
    assertThat(connections.reattach(mark("older", 1, 5))).isNull();
    connections.park(opened("other", 1));
    assertThat(connections.reattach(mark("other", 2, 0))).isNull();
    opened("in use", 1);
    assertThat(connections.reattach(mark("in use", 1, 0))).isNull();
    assertThat(room.openServices).isZero();
    assertThat(connections.reattach(mark("never seen", 1, 0))).isNull();
  }

  @Test
  void makeWay_parkedAndUsed_closesTheParkedOnesOfThePlace() throws Exception {
    RoomConnection used = opened("used", 1);
    connections.park(opened("parked", 2));
    connections.makeWay("other place");
    assertThat(room.openServices).isEqualTo(2);
    connections.makeWay("place");
    assertThat(room.openServices).isEqualTo(1);
    connections.park(used);
    assertThat(connections.reattach(mark("used", 1, 0))).isSameAs(used);
  }

  @Test
  void acknowledge_otherConnectionOrNothingRead_isIgnored() throws Exception {
    opened("k", 1);
    connections.acknowledge("k", 2, 5);
    connections.acknowledge("other", 1, 5);
    connections.acknowledge("k", 1, 0);
    assertThat(room.acknowledgements).isEmpty();
    connections.acknowledge("k", 1, 5);
    assertThat(room.acknowledgements).containsExactly(5L);
  }

  @Test
  void closeAll_parkedAndUsed_closesBoth() throws Exception {
    connections.park(opened("a", 1));
    opened("b", 2);
    connections.closeAll();
    connections.closeAll();
    assertThat(room.openServices).isZero();
  }

  private RoomConnection opened(String key, long id) throws Exception {
    RoomService service = room.open(Room.pad(412));
    RoomConnection connection =
        new RoomConnection("place", key, id, Instant.EPOCH, service, service.connect(key, null));
    connections.add(connection);
    return connection;
  }

  private static RestreamCheckpointMark mark(String key, long id, long frame) {
    return new RestreamCheckpointMark(key, id, frame, false, Instant.EPOCH, List.of());
  }
}
