// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.workload;

import io.wellhead.sandbox.datastream.postgres.PostgresChanges;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL with the seven tables, random work on them, and its stream of change files. After a
 * tenth of the work all tables are backfilled while the work goes on; later a column is added and
 * one is widened. All methods may be called from any thread.
 */
public final class DatastreamSandbox implements AutoCloseable {
  private static final int STEPS_PER_SECOND = 5;
  private static final int LARGEST_STEP = 500;
  private static final int ENDLESS_SCRIPT = 5000;
  private static final long STOP_SECONDS = 30;

  private final DatastreamSandboxOptions options;
  private final PostgresChanges stream;
  private final Workload workload;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "sandbox-workload");
            thread.setDaemon(true);
            return thread;
          });
  private final ScheduledFuture<?> work;
  private final AtomicInteger done = new AtomicInteger();
  private int stage;

  private DatastreamSandbox(DatastreamSandboxOptions options, PostgresChanges stream)
      throws SQLException {
    this.options = options;
    this.stream = stream;
    workload = new Workload(options.seed());
    try (Connection connection = stream.connect()) {
      workload.createTables(connection);
    }
    work = worker.scheduleAtFixedRate(this::step, 0, pause(options), TimeUnit.MILLISECONDS);
  }

  private static long pause(DatastreamSandboxOptions options) {
    return options.operationsPerSecond() == 0 ? 1 : 1000 / STEPS_PER_SECOND;
  }

  /**
   * Starts PostgreSQL, the stream and the work.
   *
   * @throws IOException if PostgreSQL does not start
   */
  public static DatastreamSandbox start(DatastreamSandboxOptions options) throws IOException {
    PostgresChanges stream =
        PostgresChanges.into(options.folder())
            .format(options.format())
            .rotateAfter(options.rotation())
            .seed(options.seed())
            .start();
    try {
      return new DatastreamSandbox(options, stream);
    } catch (SQLException e) {
      try (stream) {
        throw new IOException("cannot make the tables: " + e.getMessage(), e);
      } catch (SQLException closing) {
        throw new IOException(closing);
      }
    }
  }

  /** The JDBC address of the database; it needs no password. */
  public String jdbc() {
    return stream.jdbc();
  }

  /** The root of the change files. */
  public Path folder() {
    return options.folder();
  }

  /** The stream, to backfill tables and to wait for files. */
  public PostgresChanges stream() {
    return stream;
  }

  /** How many operations were committed so far. */
  public int operations() {
    return done.get();
  }

  /**
   * Waits until all work is done and in closed files.
   *
   * @throws IllegalStateException if the work or the stream failed
   */
  public void awaitEnd() throws InterruptedException {
    try {
      end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the work failed: " + e.getMessage(), e);
    }
    stream.flush();
  }

  private void step() {
    if (end.isDone()) {
      return;
    }
    try (Connection connection = stream.connect()) {
      int left = options.operations() == 0 ? Integer.MAX_VALUE : options.operations() - done.get();
      int wanted =
          options.operationsPerSecond() == 0
              ? LARGEST_STEP
              : Math.max(1, options.operationsPerSecond() / STEPS_PER_SECOND);
      done.addAndGet(workload.run(connection, Math.min(left, wanted)));
      direct(connection);
      if (options.operations() > 0 && done.get() >= options.operations()) {
        end.complete(null);
      }
    } catch (SQLException | RuntimeException e) {
      end.completeExceptionally(e);
    }
  }

  /** Does what comes beside the work. */
  private void direct(Connection connection) throws SQLException {
    int script = options.operations() == 0 ? ENDLESS_SCRIPT : options.operations();
    if (stage == 0 && done.get() >= script / 10) {
      stage++;
      for (String table : Workload.tables()) {
        int dot = table.indexOf('.');
        stream.startBackfill(table.substring(0, dot), table.substring(dot + 1));
      }
    } else if (stage == 1 && done.get() >= script * 4L / 10) {
      stage++;
      workload.addColumn(connection);
    } else if (stage == 2 && done.get() >= script * 7L / 10) {
      stage++;
      workload.widenToBigint(connection);
    }
  }

  /** Stops the work and the stream; the database is gone, the files stay. */
  @Override
  public void close() throws IOException, SQLException {
    end.completeExceptionally(new IllegalStateException("the sandbox is closed"));
    work.cancel(false);
    worker.shutdown();
    try (stream) {
      if (!worker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        worker.shutdownNow();
      }
    } catch (InterruptedException e) {
      worker.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
