// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.postgres;

import static java.util.Objects.requireNonNull;

import io.wellhead.sandbox.datastream.ChangeFileWriter;
import io.wellhead.sandbox.datastream.Event;
import io.wellhead.sandbox.datastream.FileFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL database on this machine and a stream of it: what is committed there becomes change
 * files in a folder, and any table can be backfilled at any time.
 *
 * <pre>{@code
 * try (PostgresChanges stream = PostgresChanges.into(folder).start()) {
 *   try (Connection connection = stream.connect()) { ... }
 *   stream.startBackfill("public", "audits");
 *   stream.flush();
 * }
 * }</pre>
 *
 * <p>{@code source_timestamp} is the time of the commit. A change of a row's key comes as a DELETE
 * of the old key and an INSERT of the new one, with the same position. A DELETE tells the key
 * alone, or the whole row if the table's {@code REPLICA IDENTITY} is {@code FULL}. A large value
 * that an UPDATE does not touch is null unless the identity is {@code FULL}: the log does not have
 * it. Times with time zone are told in UTC. Truncating a table tells nothing.
 *
 * <p>All methods may be called from any thread.
 */
public final class PostgresChanges implements AutoCloseable {
  private final Settings settings;
  private final PostgresServer.Lease server;
  private final String database;
  private final ChangeFileWriter writer;
  private final LogEvents events;
  private final LogReader reader;
  private final ScheduledExecutorService clockwork = Executors.newScheduledThreadPool(1, DAEMONS);
  private final ExecutorService backfills = Executors.newCachedThreadPool(DAEMONS);
  private final ScheduledFuture<?> rotation;
  private final CompletableFuture<Void> failure = new CompletableFuture<>();
  private final Queue<Backfill> running = new ConcurrentLinkedQueue<>();
  private final LogMarks marks = new LogMarks();

  private static final ThreadFactory DAEMONS =
      task -> {
        Thread thread = new Thread(task, "sandbox-postgres-stream");
        thread.setDaemon(true);
        return thread;
      };

  private record Settings(String stream, Clock clock, long seed) {}

  private PostgresChanges(
      Settings settings, ChangeFileWriter writer, Duration rotateAfter, PostgresServer.Lease server)
      throws SQLException {
    this.settings = settings;
    this.writer = writer;
    this.server = server;
    database = server.createDatabase();
    events = new LogEvents(settings.stream(), settings.clock(), new Random(settings.seed()));
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE PUBLICATION " + database + " FOR ALL TABLES");
      statement.execute(
          "SELECT pg_create_logical_replication_slot('" + database + "', 'pgoutput')");
    }
    reader = LogReader.start(server.port(), database, database, this::receive);
    long step = Math.max(1, rotateAfter.toMillis() / 4);
    rotation = clockwork.scheduleWithFixedDelay(this::rotate, step, step, TimeUnit.MILLISECONDS);
  }

  /** Settings of a stream into a folder, which is made if it does not exist. */
  public static Builder into(Path root) {
    return new Builder(root);
  }

  /** The JDBC address of the database; it needs no password. */
  public String jdbc() {
    return server.url(database);
  }

  /** A new connection to the database. */
  public Connection connect() throws SQLException {
    return server.connect(database);
  }

  /** Begins to read a table as it is at some moment from now on; changes go on meanwhile. */
  public Backfill startBackfill(String schema, String table) {
    Random random = new Random(settings.seed() ^ marks.nextNumber());
    TableBackfill reading =
        new TableBackfill(schema, table, settings.stream(), settings.clock(), random);
    Backfill backfill =
        new Backfill(
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return reading.read(this::connect, writer::write);
                  } catch (SQLException e) {
                    throw new IllegalStateException(
                        "cannot read " + schema + "." + table + ": " + e.getMessage(), e);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                },
                backfills));
    running.add(backfill);
    return backfill;
  }

  /**
   * Waits until everything that was committed before is in closed files, and the rows of all
   * backfills that were begun.
   *
   * @throws IllegalStateException if reading failed or takes minutes
   */
  public void flush() throws InterruptedException {
    for (Backfill backfill = running.poll(); backfill != null; backfill = running.poll()) {
      backfill.await();
    }
    CompletableFuture<Void> mark = mark();
    Waiting.on(CompletableFuture.anyOf(mark, reader.end(), failure));
    if (!mark.isDone()) {
      throw new IllegalStateException("the stream is stopped");
    }
  }

  private CompletableFuture<Void> mark() {
    try (Connection connection = connect()) {
      return marks.write(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot mark the log: " + e.getMessage(), e);
    }
  }

  private void receive(SourceRecord record) throws IOException {
    Event event = events.of(record);
    if (event != null) {
      writer.write(event);
    } else if (record.value() instanceof Struct other && "m".equals(other.getString("op"))) {
      marks.reached(other.getStruct("message"), writer::flush);
    }
  }

  private void rotate() {
    try {
      writer.rotate();
    } catch (IOException e) {
      failure.completeExceptionally(e);
    }
  }

  /** Stops the stream, closes its files and drops the database. */
  @Override
  public void close() throws IOException, SQLException {
    rotation.cancel(false);
    clockwork.shutdownNow();
    backfills.shutdownNow();
    try (server) {
      reader.close();
      writer.close();
      server.dropDatabase(database);
    }
  }

  /** Settings of a stream. */
  public static final class Builder {
    private final ChangeFileWriter.Builder files;
    private Duration rotation = Duration.ofSeconds(15);
    private String stream = "projects/sandbox/locations/local/streams/postgres";
    private Clock clock = Clock.systemUTC();
    private long seed = 1;

    private Builder(Path root) {
      files = ChangeFileWriter.into(root);
    }

    /** Folders between the root and the tables; none if not given. */
    public Builder prefix(String prefix) {
      files.prefix(prefix);
      return this;
    }

    /** Avro without compression if not given. */
    public Builder format(FileFormat format) {
      files.format(format);
      return this;
    }

    /** A file is closed when it is so large; 250 MB if not given. */
    public Builder rotateAt(long bytes) {
      files.rotateAt(bytes);
      return this;
    }

    /** A file is closed when it was open so long; 15 s if not given. */
    public Builder rotateAfter(Duration time) {
      files.rotateAfter(time);
      rotation = time;
      return this;
    }

    /** The stream's full resource name in the events. */
    public Builder stream(String stream) {
      this.stream = requireNonNull(stream, "stream");
      return this;
    }

    /** Tells when events were read and when files are old enough; the system's if not given. */
    public Builder clock(Clock clock) {
      this.clock = requireNonNull(clock, "clock");
      files.clock(clock);
      return this;
    }

    /** Of the events' uuids. */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Starts PostgreSQL, if this JVM has none, and begins to read.
     *
     * @throws IOException if PostgreSQL does not start
     */
    public PostgresChanges start() throws IOException {
      PostgresServer.Lease server = PostgresServer.Lease.take();
      ChangeFileWriter writer = null;
      boolean started = false;
      try {
        writer = files.open();
        PostgresChanges running =
            new PostgresChanges(new Settings(stream, clock, seed), writer, rotation, server);
        started = true;
        return running;
      } catch (SQLException e) {
        throw new IOException("PostgreSQL refuses to be read: " + e.getMessage(), e);
      } finally {
        if (!started) {
          abandon(writer, server);
        }
      }
    }

    private static void abandon(@Nullable ChangeFileWriter writer, PostgresServer.Lease server)
        throws IOException {
      try (server) {
        if (writer != null) {
          writer.close();
        }
      }
    }
  }
}
