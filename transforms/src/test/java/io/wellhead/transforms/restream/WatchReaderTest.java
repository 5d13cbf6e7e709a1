// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchReaderTest {
  private static final Instant NOW = Instant.parse("2030-06-01T10:00:00Z");

  private final ManualClock clock = new ManualClock(NOW);
  private final FakeInstanceService service = new FakeInstanceService(412);
  private final Drain drain = Drain.create();

  @BeforeEach
  void makePad() {
    service.putSite(9102, NOW.getEpochSecond());
  }

  @Test
  void watermark_followsTheClockAndNeverPassesAnUpdate() throws Exception {
    UnboundedReader<InstanceUpdate> reader = reader(null, null);
    assertThat(reader.start()).isTrue();
    clock.advance(Duration.ofSeconds(5));
    assertThat(reader.getWatermark()).isEqualTo(BeamTime.joda(NOW));
    assertThat(reader.getCurrentTimestamp()).isEqualTo(BeamTime.joda(NOW));

    drain(reader);

    assertThat(reader.getWatermark()).isEqualTo(BeamTime.joda(NOW.plusSeconds(5)));
    assertThatThrownBy(reader::getCurrent).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void readerOfACheckpoint_goesOnWithTheParkedWatch() throws Exception {
    UnboundedReader<InstanceUpdate> first = reader(null, null);
    first.start();
    drain(first);
    InstanceMark mark = mark(first);
    first.close();
    int sockets = service.openSockets;
    int readings = service.sitesRead;

    UnboundedReader<InstanceUpdate> second = reader(mark, null);

    assertThat(second.start()).isFalse();
    assertThat(service.openSockets).isEqualTo(sockets);
    assertThat(service.sitesRead).isEqualTo(readings);
  }

  @Test
  void readerOfAnOlderCheckpoint_emitsWhatCameAfterIt() throws Exception {
    UnboundedReader<InstanceUpdate> first = reader(null, null);
    first.start();
    InstanceMark mark = mark(first);
    drain(first);
    first.close();

    UnboundedReader<InstanceUpdate> second = reader(mark, null);

    assertThat(second.start()).isTrue();
    assertThat(second.getCurrent().kind()).isEqualTo(InstanceUpdate.Kind.PAD);
    assertThat(drain(second)).isEqualTo(1);
  }

  @Test
  void finalizeAfterClose_isHarmless() throws Exception {
    UnboundedReader<InstanceUpdate> reader = reader(null, null);
    reader.start();
    InstanceMark mark = mark(reader);
    reader.close();

    mark.finalizeCheckpoint();
    mark.finalizeCheckpoint();
  }

  @Test
  void endReached_watermarkGoesToTheEndAndSocketsAreClosedThoughTheReaderIsNot() throws Exception {
    UnboundedReader<InstanceUpdate> reader = reader(null, NOW);
    reader.start();
    assertThat(reader.getWatermark()).isLessThan(BoundedWindow.TIMESTAMP_MAX_VALUE);
    drain(reader);

    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    assertThat(service.openSockets).isZero();
    assertThat(mark(reader).emittedCount()).isPositive();
    reader.close();
    assertThat(service.openSockets).isZero();
  }

  /** At the end of the input all that is left would be done in one bundle. */
  @Test
  void endReached_waitsForWorkThatIsUnderWay() throws Exception {
    UnboundedReader<InstanceUpdate> reader = reader(null, NOW);
    drain.noteWork("corrections", true);
    reader.start();
    drain(reader);
    assertThat(reader.getWatermark()).isLessThan(BoundedWindow.TIMESTAMP_MAX_VALUE);

    drain.noteWork("corrections", false);
    drain(reader);
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);

    drain.noteWork("corrections", true);
    drain(reader);
    assertThat(reader.getWatermark())
        .as("an end is an end")
        .isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
  }

  @Test
  void drainRequested_givesOutWhatWasReadAndIsAtItsEnd() throws Exception {
    UnboundedReader<InstanceUpdate> reader = reader(null, null);
    assertThat(reader.start()).isTrue();
    int readings = service.sitesRead;

    drain.request();

    assertThat(reader.getWatermark()).isLessThan(BoundedWindow.TIMESTAMP_MAX_VALUE);
    assertThat(drain(reader)).isPositive();
    assertThat(service.sitesRead).isEqualTo(readings);
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    reader.close();
    assertThat(service.openSockets).isZero();
  }

  @Test
  void drainRequestedBeforeTheStart_opensNothing() throws Exception {
    drain.request();
    UnboundedReader<InstanceUpdate> reader = reader(null, null);

    assertThat(reader.start()).isFalse();
    assertThat(reader.advance()).isFalse();
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    assertThat(mark(reader).emittedCount()).isZero();
    assertThat(service.openSockets).isZero();
    reader.close();
  }

  @Test
  void split_makesOneSourcePerRoom() throws Exception {
    assertThat(source(List.of("pad/1", "site/2"), null).split(1, PipelineOptionsFactory.create()))
        .hasSize(2);
    assertThat(source(List.of(), null).split(8, PipelineOptionsFactory.create()))
        .as("the open rooms of the account")
        .hasSize(2);
  }

  @Test
  void accountWithoutOpenRooms_isOneSplitAtItsEnd() throws Exception {
    service.openRooms.clear();
    List<WatchSource<InstanceUpdate, InstanceMark>> splits =
        source(List.of(), null).split(8, PipelineOptionsFactory.create());
    assertThat(splits).hasSize(1);

    UnboundedReader<InstanceUpdate> reader =
        splits.get(0).createReader(PipelineOptionsFactory.create(), null);

    assertThat(reader.start()).isFalse();
    assertThat(reader.advance()).isFalse();
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    assertThat(mark(reader).emittedCount()).isZero();
    reader.close();
    assertThat(service.openSockets).isZero();
  }

  private UnboundedReader<InstanceUpdate> reader(
      @Nullable InstanceMark mark, @Nullable Instant until) throws Exception {
    return source(List.of("pad/412"), until)
        .split(1, PipelineOptionsFactory.create())
        .get(0)
        .createReader(PipelineOptionsFactory.create(), mark);
  }

  private WatchSource<InstanceUpdate, InstanceMark> source(
      List<String> rooms, @Nullable Instant until) {
    return new WatchSource<>(
        new InstanceWatching(
            service.factory(), StoredStages.none(), until, WatchTiming.DEFAULT, clock),
        rooms,
        drain,
        clock);
  }

  private static InstanceMark mark(UnboundedReader<InstanceUpdate> reader) throws Exception {
    return CoderUtils.clone(InstanceMarkCoder.of(), (InstanceMark) reader.getCheckpointMark());
  }

  /** Reads until nothing more comes; how much came. */
  private static int drain(UnboundedReader<InstanceUpdate> reader) throws Exception {
    int updates = 0;
    for (int silent = 0; silent < 5; ) {
      if (reader.advance()) {
        updates++;
        silent = 0;
      } else {
        silent++;
      }
    }
    return updates;
  }
}
