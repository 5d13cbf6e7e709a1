// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import static io.wellhead.transforms.changes.FakeChangeService.change;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.restream.ManualClock;
import io.wellhead.transforms.restream.WatchSource;
import io.wellhead.transforms.restream.WatchTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A room's changes through the source, as a runner reads it. */
class ChangeReaderTest {
  private static final Instant NOW = Instant.parse("2030-06-01T10:00:00Z");
  private static final PipelineOptions OPTIONS = PipelineOptionsFactory.create();

  private final ManualClock clock = new ManualClock(NOW);
  private final FakeChangeService service = new FakeChangeService();
  private final Drain drain = Drain.create();

  @BeforeEach
  void makeChanges() {
    for (long id = 1; id <= 3; id++) {
      service.unconfirmed.add(change(id, 9102, "2030-05-01T00:00:00Z", "2030-05-02T00:00:00Z"));
    }
  }

  @Test
  void readerOfACheckpoint_goesOnWithTheParkedWatch() throws Exception {
    UnboundedReader<ChangeEvent> first = reader(null);
    assertThat(first.start()).isTrue();
    ChangeMark mark = mark(first);
    first.close();
    mark.finalizeCheckpoint();

    UnboundedReader<ChangeEvent> second = reader(mark);

    assertThat(second.start()).isTrue();
    assertThat(rest(second)).containsExactly(2L, 3L);
    assertThat(service.listings).isEqualTo(1);
    assertThat(service.socketsOpened).isEqualTo(1);
  }

  @Test
  void readerOfAnOlderCheckpoint_emitsAgainWhatCameAfterItAndNothingElse() throws Exception {
    UnboundedReader<ChangeEvent> first = reader(null);
    first.start();
    ChangeMark mark = mark(first);
    rest(first);
    first.close();

    UnboundedReader<ChangeEvent> second = reader(mark);

    assertThat(second.start()).isTrue();
    assertThat(rest(second)).containsExactly(2L, 3L);
    assertThat(service.openSockets).as("the parked watch was closed").isEqualTo(1);
  }

  @Test
  void watermark_followsTheClockWhileNothingHappensAndNeverPassesAnEvent() throws Exception {
    UnboundedReader<ChangeEvent> reader = reader(null);
    reader.start();
    clock.advance(Duration.ofSeconds(5));
    assertThat(reader.getWatermark().getMillis()).isEqualTo(NOW.toEpochMilli());
    assertThat(reader.getCurrentTimestamp().getMillis()).isEqualTo(NOW.toEpochMilli());

    rest(reader);

    assertThat(reader.getWatermark().getMillis()).isEqualTo(NOW.plusSeconds(5).toEpochMilli());
  }

  @Test
  void drainRequested_givesOutWhatWasListedAndIsAtItsEnd() throws Exception {
    UnboundedReader<ChangeEvent> reader = reader(null);
    reader.start();

    drain.request();

    assertThat(reader.getWatermark()).isLessThan(BoundedWindow.TIMESTAMP_MAX_VALUE);
    assertThat(rest(reader)).containsExactly(1L, 2L, 3L);
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    reader.close();
    assertThat(service.openSockets).isZero();
  }

  @Test
  void drainRequestedBeforeTheStart_opensNothing() throws Exception {
    drain.request();
    UnboundedReader<ChangeEvent> reader = reader(null);

    assertThat(reader.start()).isFalse();
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    assertThat(mark(reader).emitted()).isEmpty();
    assertThat(service.socketsOpened).isZero();
  }

  @Test
  void accountWithoutOpenRooms_isOneSplitAtItsEnd() throws Exception {
    assertThat(source(List.of()).split(8, OPTIONS)).as("two open rooms").hasSize(2);
    service.openRooms.clear();
    UnboundedReader<ChangeEvent> reader =
        source(List.of()).split(8, OPTIONS).get(0).createReader(OPTIONS, null);

    assertThat(reader.start()).isFalse();
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    reader.close();
    assertThat(service.socketsOpened).isZero();
  }

  private WatchSource<ChangeEvent, ChangeMark> source(List<String> rooms) {
    return new WatchSource<>(
        new ChangeWatching(
            service.factory(),
            null,
            WatchTiming.DEFAULT.withRefresh(Duration.ofMinutes(15)),
            clock),
        rooms,
        drain,
        clock);
  }

  private UnboundedReader<ChangeEvent> reader(@Nullable ChangeMark mark) throws Exception {
    return source(List.of("pad/412")).split(1, OPTIONS).get(0).createReader(OPTIONS, mark);
  }

  private static ChangeMark mark(UnboundedReader<ChangeEvent> reader) throws Exception {
    return CoderUtils.clone(ChangeMarkCoder.of(), (ChangeMark) reader.getCheckpointMark());
  }

  /** The ids of the current event and of all that come after it. */
  private static List<Long> rest(UnboundedReader<ChangeEvent> reader) throws Exception {
    List<Long> ids = new ArrayList<>();
    do {
      ids.add(reader.getCurrent().changeId());
    } while (reader.advance());
    return ids;
  }
}
