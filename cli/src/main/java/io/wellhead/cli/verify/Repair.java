// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.verify;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.CommandException;
import io.wellhead.cli.ExitCode;
import io.wellhead.cli.run.PipelineArguments;
import io.wellhead.cli.run.RunMonitor;
import io.wellhead.cli.run.RunOptions;
import io.wellhead.pipelines.RejectedRunException;
import io.wellhead.pipelines.RestreamToBigQuery;
import io.wellhead.pipelines.RestreamToBigQueryOptions;
import io.wellhead.transforms.corrections.CorrectedRange;
import io.wellhead.transforms.measurements.SiteSeconds;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what differs again, and replaces it, as a correction of the service would. One thread.
 *
 * <p>The rows get the highest revision that the site has, so they win over all that is there,
 * deletes included, as the reading is later; they lose against each change that is still to come.
 * Where nothing was corrected yet it is 1, so that late live records do not win either: the minutes
 * would not follow them.
 */
final class Repair {
  /** A run holds what it reads until it is written; so one has a day, and memory is bounded. */
  static final long MOST_SECONDS = 86_400;

  private final Warehouse warehouse;
  private final List<String> pipelineOptions;
  private final CommandContext context;
  private final PrintWriter err;
  private final long mostSeconds;

  /**
   * @param pipelineOptions where the account and the warehouse are, in the pipeline's words
   * @param mostSeconds of one run
   */
  Repair(
      Warehouse warehouse,
      List<String> pipelineOptions,
      CommandContext context,
      PrintWriter err,
      long mostSeconds) {
    this.warehouse = warehouse;
    this.pipelineOptions = List.copyOf(pipelineOptions);
    this.context = context;
    this.err = err;
    this.mostSeconds = mostSeconds;
  }

  /**
   * Repairs in this process, and returns when all is written that could be.
   *
   * @throws RejectedRunException if the service or the warehouse cannot be asked any more
   * @throws CommandException if it was stopped
   */
  void run(Collection<Difference> differences) throws IOException, RejectedRunException {
    boolean siUnits = holdsSiUnits();
    for (List<CorrectedRange> ranges : batches(ranges(differences), mostSeconds)) {
      run(ranges, siUnits);
    }
  }

  private void run(List<CorrectedRange> ranges, boolean siUnits)
      throws IOException, RejectedRunException {
    long through = ranges.stream().mapToLong(CorrectedRange::through).max().orElseThrow();
    List<Long> sites = ranges.stream().map(CorrectedRange::siteId).distinct().toList();
    List<String> options = new ArrayList<>(pipelineOptions);
    options.add(
        "--restreamRooms="
            + sites.stream().map(site -> "site:" + site).collect(Collectors.joining(",")));
    options.add("--restreamSiUnits=" + siUnits);
    Drain drain = Drain.create();
    RunMonitor.Ending ending =
        new RunMonitor(
                RestreamToBigQuery.repair(
                    RunOptions.parse(
                        PipelineArguments.of(options), RestreamToBigQueryOptions.class),
                    ranges,
                    running(sites, through),
                    drain),
                drain,
                context,
                err)
            .watch();
    if (ending != RunMonitor.Ending.BY_ITSELF) {
      throw new CommandException(
          ending == RunMonitor.Ending.CUT_OFF ? ExitCode.CUT_OFF : ExitCode.INTERRUPTED,
          "stopped before everything was repaired; it can be started again");
    }
  }

  /**
   * What differs, merged, site by site. Of a site that the service has not, nothing can be read.
   */
  private List<CorrectedRange> ranges(Collection<Difference> differences) throws IOException {
    Map<Long, List<Difference>> bySite =
        differences.stream()
            .filter(difference -> difference.what() != Difference.What.SURPLUS_SITE)
            .collect(Collectors.groupingBy(Difference::siteId, TreeMap::new, Collectors.toList()));
    List<CorrectedRange> ranges = new ArrayList<>();
    for (Map.Entry<Long, List<Difference>> site : bySite.entrySet()) {
      long revision = revision(site.getKey());
      ranges.addAll(
          CorrectedRange.merge(
              site.getValue().stream().map(difference -> range(difference, revision)).toList()));
    }
    return ranges;
  }

  private static CorrectedRange range(Difference difference, long revision) {
    // A stage of which any minute is read again is computed again as a whole.
    Instant last =
        difference.what() == Difference.What.AGGREGATION ? difference.from() : difference.through();
    return CorrectedRange.wholeMinutes(
        difference.siteId(), difference.from().getEpochSecond(), last.getEpochSecond(), revision);
  }

  /** Cut and gathered so that no batch has more seconds, of one site or of several. */
  static List<List<CorrectedRange>> batches(List<CorrectedRange> ranges, long mostSeconds) {
    List<List<CorrectedRange>> batches = new ArrayList<>();
    List<CorrectedRange> batch = new ArrayList<>();
    long room = mostSeconds;
    for (CorrectedRange range : ranges) {
      long from = range.from();
      while (from <= range.through()) {
        long through = Math.min(range.through(), from + room - 1);
        batch.add(new CorrectedRange(range.siteId(), from, through, range.changeIds()));
        room -= through - from + 1;
        from = through + 1;
        if (room == 0) {
          batches.add(batch);
          batch = new ArrayList<>();
          room = mostSeconds;
        }
      }
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  private long revision(long siteId) throws IOException {
    QueryRow row =
        theRow(
            "SELECT MAX(revision) AS revision FROM (SELECT revision FROM %s WHERE site_id = ?"
                    .formatted(warehouse.table(Tables.SILVER_MEASUREMENTS))
                + " UNION ALL SELECT revision FROM %s WHERE site_id = ?)"
                    .formatted(warehouse.table(Tables.SILVER_DATA_CHANGES)),
            siteId,
            siteId);
    Long highest = row == null ? null : row.integer("revision");
    return highest == null ? 1 : Math.max(1, highest);
  }

  /** One warehouse holds one unit system; an empty one gets what a run has by default. */
  private boolean holdsSiUnits() throws IOException {
    QueryRow row =
        theRow(
            "SELECT MAX(unit_system) AS unit_system FROM "
                + warehouse.table(Tables.SILVER_MEASUREMENTS));
    return row != null && "si".equals(row.text("unit_system"));
  }

  /** Where the figures of the stages end that begin before the end of a repair, and still run. */
  private List<SiteSeconds> running(List<Long> sites, long through) throws IOException {
    String sql =
        "SELECT MAX(through) AS through FROM "
            + warehouse.table(Tables.SILVER_STAGE_AGGREGATIONS)
            + " WHERE site_id = ? AND is_final = FALSE AND start <= ?";
    List<SiteSeconds> running = new ArrayList<>();
    for (long site : sites) {
      QueryRow row = theRow(sql, site, Instant.ofEpochSecond(through));
      Instant last = row == null ? null : row.instant("through");
      if (last != null) {
        running.add(new SiteSeconds(site, last.getEpochSecond(), last.getEpochSecond()));
      }
    }
    return running;
  }

  private @Nullable QueryRow theRow(String sql, Object... values) throws IOException {
    for (QueryRow row : warehouse.query(sql, values)) {
      return row;
    }
    return null;
  }
}
