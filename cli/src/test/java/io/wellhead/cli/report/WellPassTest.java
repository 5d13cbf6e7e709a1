// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WellPassTest {
  private static final long START = 1_906_538_400L;
  private static final Well WELL = ZipperPad.well(0, "Juniper 1H");

  @Test
  void constantRate_givesVolumeAndProppantByTheirDefinitions() {
    WellPass pass = pass(600, stage(12, "frac_frac", 0, 600));
    for (int second = 0; second < 600; second += 10) {
      pass.add(START + second, values(8000 + second, 60, 2));
    }

    StageFigures figures = pass.finish().stages().get(0).figures();

    assertThat(figures.pumping()).isEqualTo(Duration.ofMinutes(10));
    assertThat(figures.slurryVolume()).isCloseTo(600, within(1e-9)); // 60 bbl/min for 10 min
    assertThat(figures.cleanVolume()).isCloseTo(600 / (1 + 2 * 0.0452), within(1e-9));
    assertThat(figures.proppantMass()).isCloseTo(figures.cleanVolume() * 42 * 2, within(1e-6));
    assertThat(figures.averageRate()).isCloseTo(60, within(1e-9));
    assertThat(figures.averagePressure()).isCloseTo(8295, within(1e-9));
    assertThat(figures.maxPressure()).isEqualTo(8590);
  }

  @Test
  void averages_leaveOutTheTimeWithoutPumping() {
    WellPass pass = pass(200, stage(12, "frac_frac", 0, 200));
    for (int second = 0; second < 200; second += 10) {
      pass.add(START + second, second < 100 ? values(9000, 80, 0) : values(3000, 0, 0));
    }

    StageFigures figures = pass.finish().stages().get(0).figures();

    assertThat(figures.pumping()).isEqualTo(Duration.ofSeconds(100));
    assertThat(figures.averagePressure()).isCloseTo(9000, within(1e-9));
    assertThat(figures.averageRate()).isCloseTo(80, within(1e-9));
  }

  @Test
  void outage_countsNoVolumeBeyondTheLongestHold() {
    WellPass pass = pass(3600, stage(12, "frac_frac", 0, 3600));
    pass.add(START, values(9000, 60, 0));
    pass.add(START + 3000, values(9000, 60, 0));

    StageFigures figures = pass.finish().stages().get(0).figures();

    assertThat(figures.pumping()).isEqualTo(Duration.ofSeconds(2 * WellPass.LONGEST_HOLD_SECONDS));
  }

  @Test
  void sampleOnTheBoundary_belongsToTheNextStage() {
    WellPass pass =
        pass(200, stage(12, "frac_frac", 0, 100), stage(12, "standby_standby", 100, 200));
    pass.add(START + 95, values(9000, 60, 0));
    pass.add(START + 100, values(500, 0, 0));

    WellReport report = pass.finish();

    assertThat(report.stages().get(0).figures().pumping()).isEqualTo(Duration.ofSeconds(5));
    assertThat(report.stages().get(0).figures().maxPressure()).isEqualTo(9000);
    assertThat(report.stages().get(1).figures().maxPressure()).isEqualTo(500);
  }

  @Test
  void wirelineRecordsBetween_doNotCutWhatThePumpsDo() {
    WellPass pass = pass(20, stage(12, "frac_frac", 0, 20));
    pass.add(START, values(9000, 60, 0));
    pass.add(START + 5, new Sample().set(Channel.WIRELINE_DEPTH, 1200));
    pass.add(START + 10, values(9000, 60, 0));

    StageFigures figures = pass.finish().stages().get(0).figures();

    assertThat(figures.pumping()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void stageWithoutData_hasNoAverages() {
    WellPass pass = pass(100, stage(12, "frac_frac", 0, 100));

    StageFigures figures = pass.finish().stages().get(0).figures();

    assertThat(figures.averagePressure()).isNaN();
    assertThat(figures.maxRate()).isNaN();
    assertThat(figures.pumping()).isZero();
  }

  @Test
  void standbyThatSendsNothingForAWhile_lacksNothing() {
    WellPass pass = pass(3600, stage(12, "standby_standby", 0, 3600));
    pass.add(START + 5, values(500, 0, 0));
    pass.add(START + 3590, values(500, 0, 0));

    WellReport report = pass.finish();

    assertThat(report.stages().get(0).missing(ZipperPad.ZONE)).isEmpty();
  }

  @Test
  void standbyWithoutAnyOfTheCurves_lacksNothing() {
    WellPass pass = pass(3600, stage(12, "standby_standby", 0, 3600));

    assertThat(pass.finish().stages().get(0).missing(ZipperPad.ZONE)).isEmpty();
  }

  @Test
  void fracStageWithWirelineRecordsOnly_hasNoData() {
    WellPass pass = pass(100, stage(12, "frac_frac", 0, 100));
    pass.add(START + 5, new Sample().set(Channel.WIRELINE_DEPTH, 1200));

    WellReport report = pass.finish();

    assertThat(report.stages().get(0).missing(ZipperPad.ZONE)).isEqualTo("no data");
    assertThat(report.fracStagesWithGaps()).hasSize(1);
  }

  @Test
  void dataOfAnotherDayThanTheStart_areSaidWithTheDay() {
    long day = Duration.ofDays(1).toSeconds();
    WellPass pass = pass(2 * day, stage(12, "standby_standby", 0, 2 * day));
    pass.add(START + day, values(500, 0, 0));

    String missing = pass.finish().stages().get(0).missing(ZipperPad.ZONE);

    assertThat(missing).isEqualTo("data from Jun 2, 05:00:00 to Jun 2, 05:00:00");
  }

  private static WellPass pass(long length, Stage... stages) {
    return new WellPass(
        WELL,
        List.of(stages),
        1,
        Instant.ofEpochSecond(START),
        Instant.ofEpochSecond(START + length));
  }

  private static Stage stage(long number, String state, long from, long to) {
    return new Stage(
        state + from,
        number,
        state,
        Instant.ofEpochSecond(START + from),
        Instant.ofEpochSecond(START + to));
  }

  private static Sample values(double pressure, double rate, double concentration) {
    return new Sample()
        .set(Channel.PRESSURE, pressure)
        .set(Channel.RATE, rate)
        .set(Channel.PROPPANT, concentration);
  }
}
