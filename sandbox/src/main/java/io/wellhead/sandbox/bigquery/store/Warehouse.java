// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Datasets and tables in one DuckDB file. Any thread may call; changes go through one writer and
 * are in the file when the method returns or its future completes. Errors of the request are {@link
 * ServiceError}s.
 */
public final class Warehouse implements AutoCloseable {

  /** SQL on a connection. */
  public interface SqlFunction<T> {
    T apply(Connection connection) throws SQLException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(Warehouse.class);

  private final DuckDBConnection root;
  private final Writer writer;
  private final Tables tables;
  private final Datasets datasets;

  private Warehouse(DuckDBConnection root, Writer writer, Catalog catalog, Clock clock) {
    ResourceTimes times = new ResourceTimes(clock);
    this.root = root;
    this.writer = writer;
    tables = new Tables(writer, catalog, times);
    datasets = new Datasets(writer, catalog, times, tables);
  }

  /**
   * Opens the file, or makes it.
   *
   * @param defaultProject project whose datasets become plain DuckDB schemas; those of others are
   *     named {@code project.dataset}
   * @param tombstoneLife how long deleted keys are remembered, null for ever
   * @throws IllegalArgumentException if the file is no DuckDB file, or another process has it open
   */
  public static Warehouse open(
      Path file, String defaultProject, Clock clock, @Nullable Duration tombstoneLife) {
    Objects.requireNonNull(defaultProject, "defaultProject");
    try {
      DuckDBConnection root =
          (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file.toAbsolutePath());
      TableLayout.execute(root, "SET GLOBAL TimeZone = 'UTC'");
      // Queries come over HTTP: they read this file and no other.
      TableLayout.execute(root, "SET GLOBAL enable_external_access = false");
      Catalog.createOwnTables(root);
      Catalog catalog = new Catalog(defaultProject);
      catalog.load(root);
      DuckDBConnection writes = root.duplicate();
      return new Warehouse(
          root, new Writer(writes, new Stages(writes, clock, tombstoneLife)), catalog, clock);
    } catch (SQLException e) {
      String why =
          isLocked(file)
              ? file
                  + " is open in another process, and only one at a time can have it: end that one"
                  + " or choose another file. DuckDB says: "
              : "cannot open " + file + " as a DuckDB file: ";
      throw new IllegalArgumentException(why + e.getMessage(), e);
    }
  }

  /** Whether another process holds DuckDB's lock on the file. */
  private static boolean isLocked(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (IOException e) {
      return false; // what DuckDB says is all that is known
    }
  }

  public Datasets datasets() {
    return datasets;
  }

  public Tables tables() {
    return tables;
  }

  /** Reads on a connection of its own. */
  public <T> T read(SqlFunction<T> query) throws SQLException {
    try (Connection connection = root.duplicate()) {
      return query.apply(connection);
    }
  }

  /** Changes rows by SQL, in a transaction of its own, after all changes asked for before. */
  public <T> T write(SqlFunction<T> change) {
    return alone(commit -> change.apply(commit.connection()));
  }

  /** Applies a change in a transaction of its own and waits for the commit. */
  public <T extends @Nullable Object> T alone(Change<T> change) {
    return writer.alone(change);
  }

  /**
   * Applies a change that may share its commit with others, such as appended rows. The future
   * completes when it is in the file, or fails with a {@link ServiceError}.
   */
  public <T extends @Nullable Object> CompletableFuture<T> submit(Change<T> change) {
    return writer.append(change);
  }

  /** Appends, upserts or deletes rows like {@link #submit}. */
  public CompletableFuture<@Nullable Void> append(RowBatch batch) {
    return submit(
        commit -> {
          commit.add(tables.current(batch.table()), batch);
          return null;
        });
  }

  /** Closes the file, which is then complete without its log; changes that wait fail. */
  @Override
  public void close() {
    writer.close();
    try {
      TableLayout.execute(root, "CHECKPOINT");
    } catch (SQLException e) {
      LOG.warn("the log stays beside the file: keep both together", e);
    }
    Stages.closeQuietly(root);
  }
}
