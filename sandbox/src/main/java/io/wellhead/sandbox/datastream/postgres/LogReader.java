// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.postgres;

import io.debezium.embedded.Connect;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Reads the log of one database through a replication slot, on a thread of its own. */
final class LogReader implements AutoCloseable {
  private static final long STOP_SECONDS = 30;

  private final DebeziumEngine<ChangeEvent<SourceRecord, SourceRecord>> engine;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread reader = new Thread(task, "sandbox-log-reader");
            reader.setDaemon(true);
            return reader;
          });
  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  /** Takes what was read, in the order in which it was committed. */
  @FunctionalInterface
  interface Receiver {
    void receive(SourceRecord record) throws IOException;
  }

  private LogReader(Properties properties, Receiver receiver) {
    engine =
        DebeziumEngine.create(Connect.class)
            .using(properties)
            .notifying((records, committer) -> receive(records, committer, receiver))
            .using(this::ended)
            .using(
                new DebeziumEngine.ConnectorCallback() {
                  @Override
                  public void pollingStarted() {
                    started.complete(null);
                  }
                })
            .build();
  }

  /**
   * Begins to read.
   *
   * @param slot name of the slot and of the publication
   */
  static LogReader start(int port, String database, String slot, Receiver receiver) {
    LogReader reader = new LogReader(properties(port, database, slot), receiver);
    reader.thread.execute(reader.engine);
    return reader;
  }

  /** Completes when reading ends: exceptionally if it failed. */
  CompletableFuture<Void> end() {
    return end;
  }

  private static void receive(
      List<ChangeEvent<SourceRecord, SourceRecord>> records,
      DebeziumEngine.RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>> committer,
      Receiver receiver)
      throws InterruptedException {
    try {
      for (ChangeEvent<SourceRecord, SourceRecord> record : records) {
        receiver.receive(record.value());
        committer.markProcessed(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write what the log holds: " + e.getMessage(), e);
    }
    committer.markBatchFinished();
  }

  private void ended(boolean success, @Nullable String message, @Nullable Throwable error) {
    if (success) {
      end.complete(null);
    } else {
      end.completeExceptionally(
          new IllegalStateException("reading PostgreSQL's log failed: " + message, error));
    }
  }

  private static Properties properties(int port, String database, String slot) {
    Properties properties = new Properties();
    properties.setProperty("name", slot);
    properties.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
    properties.setProperty(
        "offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
    // Also names its metrics, so that streams of one JVM need different ones.
    properties.setProperty("topic.prefix", slot);
    properties.setProperty("database.hostname", "localhost");
    properties.setProperty("database.port", Integer.toString(port));
    properties.setProperty("database.user", PostgresServer.USER);
    properties.setProperty("database.password", PostgresServer.USER);
    properties.setProperty("database.dbname", database);
    properties.setProperty("plugin.name", "pgoutput");
    properties.setProperty("slot.name", slot);
    properties.setProperty("publication.name", slot);
    properties.setProperty("publication.autocreate.mode", "disabled");
    // Tables are read by backfills of ours.
    properties.setProperty("snapshot.mode", "no_data");
    properties.setProperty("tombstones.on.delete", "false");
    properties.setProperty("decimal.handling.mode", "string");
    properties.setProperty("interval.handling.mode", "string");
    properties.setProperty("time.precision.mode", "adaptive");
    properties.setProperty("include.unknown.datatypes", "true");
    properties.setProperty("unavailable.value.placeholder", DecodedValues.UNAVAILABLE);
    properties.setProperty("column.propagate.source.type", ".*");
    properties.setProperty("poll.interval.ms", "20");
    properties.setProperty("record.processing.threads", "1");
    return properties;
  }

  /** Stops reading; the slot stays. */
  @Override
  public void close() throws IOException {
    try {
      // The engine cannot be stopped while it starts.
      CompletableFuture.anyOf(started, end)
          .exceptionally(failure -> null)
          .get(STOP_SECONDS, TimeUnit.SECONDS);
      if (!end.isDone()) {
        engine.close();
      }
      thread.shutdown();
      if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (ExecutionException | TimeoutException e) {
      thread.shutdownNow();
      throw new IOException("the reader of PostgreSQL's log does not stop", e);
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
