// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.datastream.Source;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.FaultRule;
import io.wellhead.sandbox.restream.faults.Route;
import io.wellhead.transforms.restream.Drain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Read;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pipelines that are lost at any moment go on from their last checkpoint, in the same job or in
 * another one. The DirectRunner has no checkpoints to go on from, so this runs on Flink.
 */
class RestartFromCheckpointTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");
  private static final Instant UNTIL = START.plusSeconds(120);
  private static final long FIRST = START.getEpochSecond();

  private static final String CORRECTED = "silver.measurements WHERE revision > 0";
  private static final String LAST_SECONDS =
      "silver.measurements WHERE epoch(event_time) = " + (UNTIL.getEpochSecond() - 1);

  @TempDir Path folder;

  /** Here bronze may have an event twice: see docs/adr/0009-restarts-on-flink.md. */
  @Test
  void changeFiles_areInTheTables_wheneverTheJobIsLost() throws Exception {
    List<PlayedHistory> all =
        List.of(
            PlayedHistory.of(Source.MYSQL, 31, 40),
            PlayedHistory.of(Source.POSTGRESQL, 32, 40),
            PlayedHistory.of(Source.ORACLE, 33, 40));
    ChangePath path = new ChangePath(files(), BIGQUERY.sandbox());
    Drain drain = Drain.create();
    FlinkJob job = FlinkJob.start(folder, changes(path, drain, null));
    job.awaitCheckpoint();

    write(all, 0);
    job.await("the account of a file", () -> accounts(path) > 0);
    job.fail();
    job.awaitCheckpoint();
    write(all, 1);
    job.fail();
    job.awaitCheckpoint();
    Path left = job.failForGood();
    write(all, 2);
    job = FlinkJob.start(folder, changes(path, drain, left));
    long files = written();
    job.await("the account of each file", () -> accounts(path) == files);
    drain.request();
    job.finish();

    for (PlayedHistory played : all) {
      played.silverIsTheTable(path);
      played.bronzeHasEveryEvent(path);
    }
    assertThat(path.query("SELECT message FROM {}wellhead_ops.dead_letters")).isEmpty();
    assertThat(
            path.query(
                "SELECT uri FROM {}wellhead_ops.change_files WHERE NOT is_complete"
                    + " OR rows_read != rows_written + rows_dead_lettered + rows_filtered"))
        .isEmpty();
  }

  @Test
  void corrections_areInTheTablesAndConfirmed_wheneverTheJobIsLost() throws Exception {
    try (RestreamSandbox restream =
        RestreamSandbox.builder()
            .seed(7)
            .start(START)
            .until(UNTIL.minusSeconds(1)) // its last second
            .wells(2)
            .waitForSocket(true)
            .pace(Pace.compressed(20))
            .start()) {
      LivePath path = new LivePath(restream, BIGQUERY.sandbox());
      List<Long> sites = restream.siteIds();
      Drain drain = Drain.create();
      FlinkJob job = FlinkJob.start(folder, live(path, drain, null));
      job.await("live records", () -> path.count("silver.measurements") >= 40);
      job.fail();
      job.awaitCheckpoint();

      restream.faults().add(FaultRule.of(Fault.SERVER_ERROR).on(Route.CONFIRM));
      restream.corrections().scale(sites.get(0), "slurry_rate", 1.5, FIRST, FIRST + 19);
      restream.corrections().delete(sites.get(0), FIRST + 10, FIRST + 14);
      job.await("a correction that was read", () -> path.count(CORRECTED) > 0);
      job.fail();
      job.awaitCheckpoint();
      restream.corrections().move(sites.get(1), FIRST + 5, FIRST + 14, 10);
      Path left = job.failForGood();
      restream.faults().clear();
      job = FlinkJob.start(folder, live(path, drain, left));
      job.await("the last confirmation", () -> restream.unconfirmedChanges().isEmpty());
      job.await("the last second", () -> path.count(LAST_SECONDS) == sites.size());
      drain.request();
      job.finish();

      TruthCheck check = new TruthCheck(path, restream.truth());
      check.silverEqualsWhatIsServed(UNTIL);
      new MinuteCheck(path).minutesEqualTheRecomputation();
      assertThat(path.query("SELECT * FROM ops.dead_letters")).isEmpty();
      assertThat(path.count("silver.data_changes WHERE status = 'confirmed'")).isEqualTo(3);
    }
  }

  private Pipeline changes(ChangePath path, Drain drain, @Nullable Path from) throws Exception {
    return failing(
        path.pipeline(
            drain,
            options(
                from, "--changeDomain=all", "--changeTable={stream}", "--changeSweepInterval=1s")),
        drain);
  }

  private Pipeline live(LivePath path, Drain drain, @Nullable Path from) throws Exception {
    return failing(
        path.pipeline(
            drain,
            options(
                from,
                "--restreamFrom=" + START,
                "--restreamCorrectionsTail=2s",
                "--restreamChangesRefresh=2s")),
        drain);
  }

  private String[] options(@Nullable Path from, String... more) throws Exception {
    List<String> options = FlinkJob.options(folder, from);
    Collections.addAll(options, more);
    return options.toArray(String[]::new);
  }

  private static Pipeline failing(Pipeline pipeline, Drain drain) {
    pipeline.apply("Fail", Read.from(new FaultSource(drain)));
    return pipeline;
  }

  private Path files() throws Exception {
    return Files.createDirectories(folder.resolve("files"));
  }

  private void write(List<PlayedHistory> all, int wave) throws Exception {
    for (PlayedHistory played : all) {
      played.emission().write(files(), wave);
    }
  }

  private long written() throws Exception {
    try (var files = Files.walk(files())) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static long accounts(ChangePath path) {
    return path.query("SELECT uri FROM {}wellhead_ops.change_files WHERE is_complete").size();
  }
}
