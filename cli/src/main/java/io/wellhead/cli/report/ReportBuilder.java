// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import io.wellhead.cli.report.WarehouseReader.Extent;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the wells one after the other and thins their curves to a common budget. */
final class ReportBuilder {
  /** About 7 bytes each: 2 MB of curves beside 0.7 MB of chart library. */
  private static final long MOST_POINTS = 300_000;

  private static final long MOST_EARLIER_POINTS = 100_000;

  /**
   * How far beyond the plot the data of a stage are read. Frac stages last hours; a well that
   * stands by for weeks is not read for weeks.
   */
  private static final Duration LONGEST_REACH = Duration.ofDays(2);

  private static final long[] BUCKET_SECONDS = {
    1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 1800, 3600
  };

  private final WarehouseReader reader;
  private final ComparisonReader comparisons;
  private final CorrectionReader corrections;
  private final EarlierReader earlier;

  ReportBuilder(Warehouse warehouse) {
    this.reader = new WarehouseReader(warehouse);
    this.comparisons = new ComparisonReader(warehouse);
    this.corrections = new CorrectionReader(warehouse);
    this.earlier = new EarlierReader(warehouse);
  }

  /**
   * Reads the reports of all wells that have a measurement in the period.
   *
   * @param padId only the wells of this pad, or null
   * @param siteIds only these wells, or all if empty
   */
  List<WellReport> build(ReportPeriod period, @Nullable Long padId, Collection<Long> siteIds)
      throws IOException {
    Instant end = period.endOrNever();
    Optional<Instant> newest = reader.newestMeasurement(end);
    if (newest.isEmpty()) {
      return List.of();
    }
    Instant start = period.start(newest.get());
    Map<Long, Extent> extents = reader.extents(start, end);
    List<Well> wells =
        reader.wells(padId).stream()
            .filter(well -> extents.containsKey(well.siteId()))
            .filter(well -> siteIds.isEmpty() || siteIds.contains(well.siteId()))
            .toList();
    if (wells.isEmpty()) {
      return List.of();
    }
    List<Extent> shown = wells.stream().map(well -> extents.get(well.siteId())).toList();
    Instant first = shown.stream().map(Extent::first).min(Instant::compareTo).orElseThrow();
    Instant last =
        shown.stream().map(Extent::last).max(Instant::compareTo).orElseThrow().plusSeconds(1);
    return read(wells, first, last, bucketSeconds(shown));
  }

  /** All wells get the same period, so that their plots can be read one below the other. */
  private List<WellReport> read(List<Well> wells, Instant first, Instant last, long bucketSeconds)
      throws IOException {
    List<WellReport> reports = new ArrayList<>();
    for (Well well : wells) {
      List<Stage> stages = reader.stages(well, first, last);
      WellPass pass = new WellPass(well, stages, bucketSeconds, first, last);
      reader.samples(well, begin(stages, first), end(stages, last), pass);
      List<Correction> changes = corrections.corrections(well, first, last);
      EarlierCurves before = new EarlierCurves(bucketSeconds);
      earlier.read(well, Interval.of(changes, first, last), before);
      reports.add(
          pass.finish()
              .withComparisons(comparisons.comparisons(well, first, last))
              .withCorrections(changes, before.finish()));
    }
    return thinned(reports, bucketSeconds, MOST_EARLIER_POINTS);
  }

  /** Makes the earlier curves coarser, those of all wells alike, until they fit. */
  static List<WellReport> thinned(List<WellReport> reports, long bucketSeconds, long mostPoints) {
    List<WellReport> fitting = reports;
    for (long seconds : BUCKET_SECONDS) {
      if (earlierPoints(fitting) <= mostPoints) {
        break;
      }
      if (seconds > bucketSeconds) {
        fitting =
            fitting.stream()
                .map(
                    report ->
                        report.withCorrections(
                            report.corrections(), EarlierCurves.thinned(report.earlier(), seconds)))
                .toList();
      }
    }
    return fitting;
  }

  private static long earlierPoints(List<WellReport> reports) {
    return reports.stream()
        .flatMap(report -> report.earlier().values().stream())
        .mapToLong(List::size)
        .sum();
  }

  /** Where the earliest of the stages that reach into the plot begins. */
  private static Instant begin(List<Stage> stages, Instant first) {
    Instant earliest = stages.stream().map(Stage::start).min(Instant::compareTo).orElse(first);
    return earlier(first, later(earliest, first.minus(LONGEST_REACH)));
  }

  /** Where the last of them ends; a running one reaches to the newest record. */
  private static Instant end(List<Stage> stages, Instant last) {
    Instant reach = last.plus(LONGEST_REACH);
    Instant latest =
        stages.stream().map(stage -> stage.endOr(reach)).max(Instant::compareTo).orElse(last);
    return later(last, earlier(latest, reach));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** The narrowest buckets with which all curves stay inside the budget. */
  static long bucketSeconds(Collection<Extent> extents) {
    for (long seconds : BUCKET_SECONDS) {
      if (points(extents, seconds) <= MOST_POINTS) {
        return seconds;
      }
    }
    return BUCKET_SECONDS[BUCKET_SECONDS.length - 1];
  }

  private static long points(Collection<Extent> extents, long bucketSeconds) {
    long points = 0;
    for (Extent extent : extents) {
      long buckets =
          Duration.between(extent.first(), extent.last()).toSeconds() / bucketSeconds + 1;
      for (long count : extent.counts().values()) {
        points += Math.min(count, 2 * buckets);
      }
    }
    return points;
  }
}
