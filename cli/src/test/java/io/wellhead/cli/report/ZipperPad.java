// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Three wells treated in turn: while one is fractured the next has wireline and the third stands
 * by.
 */
final class ZipperPad {
  static final Instant START = Instant.parse("2030-06-01T11:00:00Z");
  static final Duration FRAC = Duration.ofMinutes(95);
  static final Duration SWAP = Duration.ofMinutes(20);
  static final ZoneId ZONE = ZoneId.of("US/Central");

  private ZipperPad() {}

  static Well well(int index, String name) {
    return new Well(
        9101 + index, name, "Juniper Flats", "42000000" + index, "Example Energy", 52L, ZONE);
  }

  /**
   * The report of one of the three wells over the given number of turns; the last frac stage still
   * runs.
   */
  static WellReport report(int index, int turns, long bucketSeconds) {
    Instant end = START.plus(FRAC.plus(SWAP).multipliedBy(turns));
    WellPass pass =
        new WellPass(
            well(index, "Juniper " + (index + 1) + "H"),
            stages(index, turns),
            bucketSeconds,
            START,
            end);
    Sample sample = new Sample();
    for (int turn = 0; turn < turns; turn++) {
      Instant start = START.plus(FRAC.plus(SWAP).multipliedBy(turn));
      for (long second = 0; second < FRAC.plus(SWAP).toSeconds(); second += 10) {
        sample.clear();
        if (turn % 3 == index) {
          treat(second, FRAC.toSeconds(), sample);
        } else if ((turn + 1) % 3 == index) {
          sample.set(
              Channel.WIRELINE_DEPTH,
              12000 * Math.sin(Math.PI * second / FRAC.plus(SWAP).toSeconds()));
        }
        pass.add(start.getEpochSecond() + second, sample);
      }
    }
    return pass.finish();
  }

  private static List<Stage> stages(int index, int turns) {
    List<Stage> stages = new ArrayList<>();
    for (int turn = 0; turn < turns; turn++) {
      Instant start = START.plus(FRAC.plus(SWAP).multipliedBy(turn));
      Instant next = start.plus(FRAC).plus(SWAP);
      long number = 12L + (turn + 1) / 3;
      @Nullable Instant fracEnd = turn == turns - 1 ? null : start.plus(FRAC);
      if (turn % 3 == index) {
        stages.add(new Stage(index + "-" + turn, number, "frac_frac", start, fracEnd));
        if (fracEnd != null) {
          stages.add(new Stage(index + "-" + turn + "b", number, "standby_standby", fracEnd, next));
        }
      } else if ((turn + 1) % 3 == index) {
        stages.add(new Stage(index + "-" + turn, number, "wl_runinhole", start, next));
      } else {
        stages.add(new Stage(index + "-" + turn, number, "standby_standby", start, next));
      }
    }
    return stages;
  }

  /** Ramp up, pad without proppant, proppant in steps, flush, shut-in. */
  private static void treat(long second, long length, Sample sample) {
    double share = (double) second / length;
    double noise = Math.sin(second * 0.7) + Math.sin(second * 1.31);
    double rate = share < 0.03 ? share / 0.03 * 92 : share < 0.96 ? 92 + noise * 0.4 : 0;
    double steps =
        share < 0.15 || share > 0.9
            ? 0
            : Math.min(2.5, 0.25 * (1 + Math.floor((share - 0.15) / 0.075)));
    double pressure =
        rate > 1
            ? 4200 + rate * rate * 0.5 + 300 * Math.exp(-share * 5) - 200 * steps + noise * 40
            : 3900 * Math.exp(-(share - 0.96) * 4);
    sample.set(Channel.PRESSURE, second == 0 ? 120 : pressure);
    sample.set(Channel.RATE, rate);
    sample.set(Channel.PROPPANT, steps);
    sample.set(Channel.FRICTION_REDUCER, rate > 1 ? 0.8 + noise * 0.02 : 0);
  }
}
