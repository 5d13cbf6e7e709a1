// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.sandbox.restream.RestreamSandboxBuilder;
import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.FaultRule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of room, read from the sandbox on the DirectRunner. */
class RestreamReadTest {
  private static final Instant START = Instant.parse("2026-06-01T06:00:00Z");
  private static final int SECONDS = 120;
  private static final Instant END = START.plusSeconds(SECONDS);

  @TempDir Path folder;

  @AfterEach
  void closeConnections() {
    RoomConnections.shared().closeAll();
  }

  @Test
  void read_site_givesThatSiteAlone() throws Exception {
    try (RestreamSandbox sandbox = builder().start()) {
      long site = sandbox.siteIds().get(1);
      SandboxReading reading = new SandboxReading(sandbox, folder);
      reading.run(read -> read.withRooms(List.of(Room.site(site))).until(END));
      assertThat(reading.measurements).extracting(Measurement::siteId).containsOnly(site);
      assertThat(bySecond(reading)).isEqualTo(texts(sandbox.truth().live(site)));
    }
  }

  @Test
  void read_padNotRouted_givesOneRecordPerSecondWithoutSite() throws Exception {
    try (RestreamSandbox sandbox = builder().start()) {
      SandboxReading reading = new SandboxReading(sandbox, folder);
      reading.run(read -> read.from(reading.connection().withRouted(false)).until(END));
      assertThat(reading.deadLetters).isEmpty();
      assertThat(bySecond(reading)).hasSize(SECONDS);
      assertThat(reading.measurements)
          .hasSize(SECONDS)
          .allSatisfy(
              measurement -> {
                assertThat(measurement.siteId()).isEqualTo(Measurement.NO_SITE);
                assertThat(measurement.recordId()).startsWith("pad/" + sandbox.padId() + "-");
              });
    }
  }

  @Test
  void read_padNotRoutedWithExpiredSession_fillsTheGap() throws Exception {
    try (RestreamSandbox sandbox = builder().start()) {
      sandbox.faults().add(FaultRule.of(Fault.SESSION_EXPIRED).nth(40));
      SandboxReading reading = new SandboxReading(sandbox, folder);
      reading.run(read -> read.from(reading.connection().withRouted(false)).until(END));
      assertThat(bySecond(reading)).hasSize(SECONDS);
      assertThat(reading.measurements)
          .extracting(Measurement::origin)
          .contains(Origin.LIVE, Origin.GAP_FILL);
    }
  }

  @Test
  void read_padNotRoutedThatNamesItsSites_fillsTheGapOfEach() throws Exception {
    try (RestreamSandbox sandbox = builder().unroutedSiteIds(true).start()) {
      sandbox.faults().add(FaultRule.of(Fault.SESSION_EXPIRED).nth(40));
      SandboxReading reading = new SandboxReading(sandbox, folder);
      reading.run(read -> read.from(reading.connection().withRouted(false)).until(END));
      assertThat(reading.measurements).hasSize(3 * SECONDS);
      assertThat(reading.measurements)
          .extracting(Measurement::siteId)
          .containsOnly(sandbox.siteIds().toArray(Long[]::new));
      assertThat(reading.measurements).extracting(Measurement::origin).contains(Origin.GAP_FILL);
    }
  }

  @Test
  void read_allRooms_givesEveryOpenPad() throws Exception {
    try (RestreamSandbox sandbox = builder().pads(2).start()) {
      SandboxReading reading = new SandboxReading(sandbox, folder);
      reading.run(read -> read.withAllRooms().until(END));
      assertThat(reading.measurements)
          .extracting(Measurement::room)
          .contains(sandbox.padIds().stream().map(Room::pad).toArray(Room[]::new));
      assertThat(reading.measurements).hasSize(2 * 3 * SECONDS);
    }
  }

  @Test
  void read_withHistory_replaysItAndGoesOnLive() throws Exception {
    Duration before = Duration.ofMinutes(10);
    try (RestreamSandbox sandbox = builder().fromStart(false).start()) {
      SandboxReading reading = new SandboxReading(sandbox, folder);
      reading.run(read -> read.startingAt(START.minus(before)).until(END));
      long from = START.minus(before).getEpochSecond();
      for (long site : sandbox.siteIds()) {
        Map<Long, String> expected =
            texts(sandbox.truth().between(site, from, END.getEpochSecond() - 1));
        assertThat(
                reading.measurements.stream()
                    .filter(measurement -> measurement.siteId() == site)
                    .map(Measurement::json))
            .containsExactlyInAnyOrderElementsOf(expected.values());
      }
      assertThat(reading.measurements)
          .extracting(Measurement::origin)
          .contains(Origin.REPLAY, Origin.LIVE);
    }
  }

  @Test
  void read_siUnits_asksForThem() throws Exception {
    try (RestreamSandbox sandbox = builder().start()) {
      SandboxReading reading = new SandboxReading(sandbox, folder);
      reading.run(read -> read.from(reading.connection().withSiUnits(true)).until(END));
      assertThat(reading.measurements).hasSize(3 * SECONDS);
      assertThat(bySecond(reading))
          .isNotEqualTo(texts(sandbox.truth().live(sandbox.siteIds().get(2))));
    }
  }

  private static RestreamSandboxBuilder builder() {
    return RestreamSandbox.builder()
        .start(START)
        .until(END.minusSeconds(1))
        .pace(Pace.unthrottled());
  }

  private static Map<Long, String> bySecond(SandboxReading reading) {
    Map<Long, String> bySecond = new TreeMap<>();
    reading.measurements.forEach(m -> bySecond.put(m.eventTime(), m.json()));
    return bySecond;
  }

  private static Map<Long, String> texts(Map<Long, byte[]> records) {
    Map<Long, String> texts = new TreeMap<>();
    records.forEach((second, json) -> texts.put(second, new String(json, StandardCharsets.UTF_8)));
    return texts;
  }
}
