// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;

/** A pad, the clock of pad and readers, and what all readers of it have emitted. One thread. */
final class PadReading {
  static final long T0 = 1_906_538_400L;

  final ManualClock clock = new ManualClock(Instant.ofEpochSecond(T0 + 2));
  final FakeRoom room;
  final List<String> emitted = new ArrayList<>();

  /**
   * @param sites what names the records, as in {@link FakeRoom#happen}
   */
  PadReading(long... sites) {
    room = new FakeRoom(PadSettings.PAD, clock, sites);
  }

  /** Lets seconds happen one after the other. */
  void seconds(long from, long through) {
    for (long t = from; t <= through; t++) {
      room.second(t);
    }
    clock.advance(Duration.ofSeconds(through - from + 1));
  }

  /** A reader that has begun with this checkpoint and found nothing yet. */
  RestreamReader started(ReadSettings settings, Drain drain, @Nullable RestreamCheckpointMark mark)
      throws Exception {
    RestreamReader reader = reader(settings, drain, mark);
    assertThat(reader.start()).isFalse();
    return reader;
  }

  RestreamReader reader(ReadSettings settings, Drain drain, @Nullable RestreamCheckpointMark mark)
      throws Exception {
    RestreamSource source =
        new RestreamSource(settings, room, clock)
            .withDrain(drain)
            .split(1, PipelineOptionsFactory.create())
            .get(0);
    return new RestreamReader(
        source, PadSettings.PAD, mark, RoomConnections.shared(), Runnable::run);
  }

  /** Reads until nothing comes, also of a long gap whose parts hold nothing. */
  void drain(RestreamReader reader) throws IOException {
    int idle = 0;
    while (idle < 20) {
      if (reader.advance()) {
        reader.getCurrent().measurements().forEach(record -> emitted.add(record.json()));
        idle = 0;
      } else {
        idle++;
      }
    }
  }

  void assertEverythingOnce() {
    List<String> truth =
        room.truth.values().stream().flatMap(records -> records.values().stream()).toList();
    assertThat(emitted).containsExactlyInAnyOrderElementsOf(truth);
  }
}
