// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes the file. What waits when a commit begins is committed together; a
 * future completes only after the commit that holds its change. If a group fails, its members are
 * tried one by one, so that only the guilty one fails.
 */
final class Writer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final int LARGEST_GROUP = 256;

  private record Task<T extends @Nullable Object>(
      Change<T> change, boolean alone, CompletableFuture<T> done) {
    /** Applies the change and returns what is to be done once it is committed. */
    Runnable apply(GroupCommit commit) throws SQLException {
      T result = change.apply(commit);
      return () -> done.complete(result);
    }
  }

  private final DuckDBConnection connection;
  private final Stages stages;
  private final BlockingQueue<Task<?>> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  Writer(DuckDBConnection connection, Stages stages) {
    this.connection = connection;
    this.stages = stages;
    this.thread = new Thread(this::run, "bigquery-sandbox-writer");
    thread.setDaemon(true);
    thread.start();
  }

  /** A change that may share its commit with others, such as appended rows. */
  <T extends @Nullable Object> CompletableFuture<T> append(Change<T> change) {
    return enqueue(new Task<>(change, false, new CompletableFuture<>()));
  }

  /**
   * Waits for the commit of a change with a transaction of its own, such as a new table or a query
   * that writes. Errors of the request are thrown as they are.
   */
  <T extends @Nullable Object> T alone(Change<T> change) {
    try {
      return enqueue(new Task<>(change, true, new CompletableFuture<>())).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ServiceError error) {
        throw error;
      }
      throw new ServiceError(ServiceError.Reason.INTERNAL_ERROR, String.valueOf(e.getCause()), e);
    }
  }

  private <T extends @Nullable Object> CompletableFuture<T> enqueue(Task<T> task) {
    queue.add(task);
    if (closed) {
      failWaiting();
    }
    return task.done();
  }

  private void run() {
    List<Task<?>> group = new ArrayList<>();
    try {
      while (!closed) {
        Task<?> first = queue.take();
        group.add(first);
        while (!first.alone()
            && group.size() < LARGEST_GROUP
            && queue.peek() != null
            && !queue.peek().alone()) {
          group.add(queue.take());
        }
        commit(group);
        group.clear();
      }
    } catch (InterruptedException e) {
      // close() interrupts; what was taken and not committed fails like what still waits.
      Thread.currentThread().interrupt();
    }
    failWaiting();
  }

  private void failWaiting() {
    for (Task<?> task = queue.poll(); task != null; task = queue.poll()) {
      task.done()
          .completeExceptionally(
              new ServiceError(ServiceError.Reason.BACKEND_ERROR, "The sandbox stops."));
    }
  }

  private void commit(List<Task<?>> group) {
    List<Runnable> committed = new ArrayList<>(group.size());
    GroupCommit commit = new GroupCommit(connection, stages);
    try {
      connection.setAutoCommit(false);
      for (Task<?> task : group) {
        try {
          committed.add(task.apply(commit));
        } catch (ServiceError e) {
          if (task.alone()) {
            throw e;
          }
          // Refused before it changed anything: the others go on.
          task.done().completeExceptionally(e);
        }
      }
      commit.finish();
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      rollback(commit);
      if (group.size() == 1) {
        group.get(0).done().completeExceptionally(e);
      } else {
        LOG.debug("group commit failed, its members are tried alone size={}", group.size(), e);
        group.stream().filter(t -> !t.done().isDone()).forEach(t -> commit(List.of(t)));
      }
      return;
    }
    commit.committed();
    committed.forEach(Runnable::run);
  }

  private void rollback(GroupCommit commit) {
    commit.abandon();
    try {
      connection.rollback();
      stages.forget();
    } catch (SQLException e) {
      LOG.warn("rollback failed", e);
    }
  }

  /** Finishes the commit under way, fails what waits, and lets go of the file. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    failWaiting();
    stages.forget();
    Stages.closeQuietly(connection);
  }
}
