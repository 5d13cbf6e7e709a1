// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import io.wellhead.cli.report.WellReport.StageRow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Who did what when: one lane per well, as inline SVG, so that the zipper is seen at a glance, also
 * on paper.
 */
final class Timeline {
  private static final double WIDTH = 1400;
  private static final double LEFT = 150;
  private static final double LANE = 30;
  private static final double BAR = 20;
  private static final double NUMBER_WIDTH = 16;
  private static final List<Duration> TICKS =
      List.of(
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(2),
          Duration.ofDays(7),
          Duration.ofDays(30));
  private static final int MOST_TICKS = 14;

  private final List<WellReport> wells;
  private final Instant from;
  private final Instant to;
  private final ZoneId zone;

  private Timeline(List<WellReport> wells) {
    this.wells = wells;
    this.from = wells.stream().map(WellReport::from).min(Comparator.naturalOrder()).orElseThrow();
    this.to = wells.stream().map(WellReport::to).max(Comparator.naturalOrder()).orElseThrow();
    this.zone = wells.get(0).well().zone();
  }

  /** Nothing is written for an empty list. */
  static void write(List<WellReport> wells, Markup page) {
    if (!wells.isEmpty()) {
      new Timeline(wells).write(page);
    }
  }

  private void write(Markup page) {
    double height = wells.size() * LANE + 26;
    page.add(
        "<svg class=\"timeline\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"Stages of all wells over time\">",
        plain(WIDTH),
        plain(height));
    writeTicks(page, wells.size() * LANE);
    for (int lane = 0; lane < wells.size(); lane++) {
      writeLane(wells.get(lane), lane * LANE, page);
    }
    page.add("</svg>");
  }

  private void writeTicks(Markup page, double bottom) {
    Duration span = Duration.between(from, to);
    Duration step =
        TICKS.stream()
            .filter(tick -> span.dividedBy(tick) <= MOST_TICKS)
            .findFirst()
            .orElse(TICKS.get(TICKS.size() - 1));
    boolean days = step.compareTo(Duration.ofDays(1)) >= 0;
    DateTimeFormatter label = DateTimeFormatter.ofPattern(days ? "MMM d" : "HH:mm", Locale.ROOT);
    DateTimeFormatter midnight = DateTimeFormatter.ofPattern("MMM d", Locale.ROOT);
    ZonedDateTime tick = from.atZone(zone).truncatedTo(ChronoUnit.DAYS);
    while (!tick.toInstant().isAfter(to)) {
      if (!tick.toInstant().isBefore(from)) {
        String x = plain(x(tick.toInstant()));
        page.add("<line x1=\"{}\" x2=\"{}\" y1=\"0\" y2=\"{}\"/>", x, x, plain(bottom));
        page.add(
            "<text class=\"faint\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            x,
            plain(bottom + 16),
            (tick.toLocalTime().toSecondOfDay() == 0 ? midnight : label).format(tick));
      }
      tick = days ? tick.plusDays(step.toDays()) : tick.plus(step);
    }
  }

  private void writeLane(WellReport report, double top, Markup page) {
    page.add("<text x=\"0\" y=\"{}\">{}</text>", plain(top + 19), shortened(report.well().name()));
    for (StageRow row : report.stages()) {
      Stage stage = row.stage();
      double left = x(stage.start());
      double width = x(row.until()) - left;
      if (width <= 0) {
        continue;
      }
      page.add(
          "<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"><title>{}</title></rect>",
          StageTable.cssName(stage.operation()),
          plain(left),
          plain(top + 5),
          plain(width),
          plain(BAR),
          "Stage "
              + stage.number()
              + ", "
              + StageTable.operation(stage)
              + ", "
              + StageTable.time(stage.start(), report.well().zone()));
      if (stage.operation() == Operation.FRAC && width >= NUMBER_WIDTH) {
        page.add(
            "<text class=\"number\" x=\"{}\" y=\"{}\">{}</text>",
            plain(left + width / 2),
            plain(top + 19),
            stage.number());
      }
    }
  }

  private double x(Instant instant) {
    double span = Math.max(1, Duration.between(from, to).toSeconds());
    double share = Duration.between(from, instant).toSeconds() / span;
    return LEFT + Math.max(0, Math.min(1, share)) * (WIDTH - LEFT - 20);
  }

  private static String shortened(String name) {
    return name.length() <= 20 ? name : name.substring(0, 19) + "…";
  }

  private static String plain(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
