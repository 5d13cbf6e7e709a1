// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that runs on a Flink in this process, with checkpoints in a folder of its own. Each
 * failure makes all of it go on from the last checkpoint; after the last attempt the job is over,
 * and another one can begin from what it left.
 */
final class FlinkJob {
  /** How often a job is begun again by itself. */
  static final int RETRIES = 2;

  private static final long LIMIT_SECONDS = 240;
  private static final long PAUSE_MILLIS = 100;

  private final Path checkpoints;
  private final CompletableFuture<@Nullable Void> run;

  private FlinkJob(Path checkpoints, CompletableFuture<@Nullable Void> run) {
    this.checkpoints = checkpoints;
    this.run = run;
  }

  /**
   * Options of a job's pipeline.
   *
   * @param folder where it keeps its checkpoints
   * @param from the checkpoint to begin from; null to begin anew
   */
  static List<String> options(Path folder, @Nullable Path from) throws IOException {
    Path conf = Files.createDirectories(folder.resolve("conf"));
    // Otherwise only the steps that are joined with the one that failed would begin again.
    Files.writeString(
        conf.resolve("flink-conf.yaml"), "jobmanager.execution.failover-strategy: full\n");
    List<String> options =
        new ArrayList<>(
            List.of(
                "--runner=FlinkRunner",
                "--streaming=true",
                "--parallelism=1",
                "--fasterCopy=true",
                "--flinkConfDir=" + conf,
                "--stateBackend=filesystem",
                "--stateBackendStoragePath=" + folder.resolve("checkpoints").toUri(),
                "--checkpointingInterval=300",
                "--externalizedCheckpointsEnabled=true",
                "--retainExternalizedCheckpointsOnCancellation=true",
                "--numberOfExecutionRetries=" + RETRIES,
                "--executionRetryDelay=50",
                "--autoWatermarkInterval=100",
                "--shutdownSourcesAfterIdleMs=0"));
    if (from != null) {
      options.add("--savepointPath=" + from.toUri());
    }
    return options;
  }

  /** Starts a pipeline that was made with {@link #options}. */
  static FlinkJob start(Path folder, Pipeline pipeline) {
    return new FlinkJob(
        folder.resolve("checkpoints"),
        CompletableFuture.runAsync(pipeline::run, task -> new Thread(task, "flink-job").start()));
  }

  /** Waits while the job goes on. */
  void await(String what, BooleanSupplier condition) throws Exception {
    for (long end = System.nanoTime() + LIMIT_SECONDS * 1_000_000_000L; System.nanoTime() < end; ) {
      if (condition.getAsBoolean()) {
        return;
      }
      try {
        run.get(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        throw new AssertionError("the job ended before " + what);
      } catch (TimeoutException e) {
        // It goes on.
      }
    }
    throw new AssertionError(what + " did not come");
  }

  /** Waits for a checkpoint that was begun and completed after this call. */
  void awaitCheckpoint() throws Exception {
    long before = newest(false);
    await("a checkpoint", () -> newest(true) > before);
  }

  /** Fails once, and waits until that happened. */
  void fail() throws Exception {
    FaultSource.fail();
    await("the failure", FaultSource::hasFailed);
  }

  /** Fails until the job is given up, and returns the last checkpoint that it left. */
  Path failForGood() throws Exception {
    for (int failures = 0; failures <= RETRIES && !run.isDone(); failures++) {
      FaultSource.fail();
      while (!run.isDone() && !FaultSource.hasFailed()) {
        pause();
      }
    }
    try {
      run.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      throw new AssertionError("the job ended in good order");
    } catch (ExecutionException e) {
      FaultSource.clear();
      long last = newest(true);
      try (Stream<Path> all = Files.walk(checkpoints, 2)) {
        return all.filter(path -> path.endsWith("chk-" + last)).findFirst().orElseThrow();
      }
    }
  }

  /** Waits for the end in good order. */
  void finish() throws Exception {
    run.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  private void pause() throws Exception {
    try {
      run.get(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // Whoever asked for the pause looks at the job.
    }
  }

  /** Number of the newest checkpoint; 0 if there is none. */
  private long newest(boolean complete) {
    if (!Files.exists(checkpoints)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(checkpoints, 2)) {
      return all.filter(path -> path.getFileName().toString().startsWith("chk-"))
          .filter(path -> !complete || Files.exists(path.resolve("_metadata")))
          .mapToLong(path -> Long.parseLong(path.getFileName().toString().substring(4)))
          .max()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // a checkpoint was deleted meanwhile
    }
  }
}
