// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.demo;

import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.StageFilter;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Stage;
import io.wellhead.restream.model.StageName;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.sandbox.restream.changes.Corrections;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the simulated vendor corrects afterwards: stored data of stages that are long over. */
final class VendorCorrections {
  private static final String PRESSURE = "surface_treating_pressure";
  private static final double GAUGE_FACTOR = 1.03;

  /** A shorter part of a stage shows little. */
  private static final long LONG_SECONDS = 900;

  private static final Duration CLOCK_ERROR = Duration.ofSeconds(90);

  private final Corrections corrections;
  private final List<String> told = new ArrayList<>();

  private VendorCorrections(Corrections corrections) {
    this.corrections = corrections;
  }

  /**
   * Corrects one stage of each site: a gauge that was off, minutes that were no treatment, a clock
   * that went wrong.
   *
   * @param from first second that was brought in
   * @param until the first one that was not
   * @return a line on each correction
   */
  static List<String> make(
      RestreamSandbox restream, RestreamClient client, Instant from, Instant until) {
    VendorCorrections vendor = new VendorCorrections(restream.corrections());
    List<Long> sites = restream.siteIds();
    for (int i = 0; i < sites.size(); i++) {
      vendor.correct(i, sites.get(i), pastStage(client, sites.get(i), from, until));
    }
    return vendor.told;
  }

  /**
   * The first frac stage that lies in what was brought in; else the first long part of one; else
   * everything.
   */
  private static Interval pastStage(RestreamClient client, long site, Instant from, Instant until) {
    Interval all = new Interval(from.getEpochSecond(), until.getEpochSecond() - 1);
    return client
        .stages(Room.site(site), StageFilter.ALL.withStageName(StageName.FRAC))
        .execute()
        .stream()
        .map(stage -> span(stage, until))
        .filter(stage -> stage.within(all).length() >= LONG_SECONDS)
        .min(
            Comparator.comparing((Interval stage) -> !stage.within(all).equals(stage))
                .thenComparing(Interval::from))
        .orElse(all)
        .within(all);
  }

  private static Interval span(Stage stage, Instant until) {
    Instant end = stage.end() == null ? until : stage.end();
    return new Interval(stage.start().getEpochSecond(), end.getEpochSecond());
  }

  private record Interval(long from, long to) {
    long length() {
      return to - from;
    }

    Interval within(Interval other) {
      return new Interval(Math.max(from, other.from), Math.min(to, other.to));
    }

    long at(double share) {
      return from + Math.round((to - from) * share);
    }
  }

  private void correct(int kind, long site, Interval stage) {
    switch (kind % 3) {
      case 0 -> {
        corrections.scale(site, PRESSURE, GAUGE_FACTOR, stage.from, stage.to);
        tell(site, "%s times %.2f, the whole stage".formatted(PRESSURE, GAUGE_FACTOR), stage);
      }
      case 1 -> {
        Interval cut = new Interval(stage.at(0.4), stage.at(0.5));
        corrections.delete(site, cut.from, cut.to);
        tell(site, "deleted", cut);
      }
      default -> {
        Interval late = new Interval(stage.at(0.2), stage.at(0.3));
        corrections.move(site, late.from, late.to, CLOCK_ERROR.toSeconds());
        tell(site, "moved by " + CLOCK_ERROR.toSeconds() + " s", late);
      }
    }
  }

  private void tell(long site, String what, Interval interval) {
    told.add(
        String.format(
            Locale.ROOT,
            "site %d, %s to %s: %s",
            site,
            Instant.ofEpochSecond(interval.from),
            Instant.ofEpochSecond(interval.to),
            what));
  }
}
