// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL of this JVM: started for its first user, stopped after its last. Each user makes a
 * database of its own. All methods may be called from any thread.
 */
final class PostgresServer {
  /** What it trusts without a password, from this machine alone. */
  static final String USER = "postgres";

  private static final int STOP_MILLIS = 30_000;
  private static final String SLOTS = "32";
  private static final PostgresServer SHARED = new PostgresServer();

  private @Nullable EmbeddedPostgres running;
  private int users;
  private int databases;

  private PostgresServer() {}

  /** Says that the server is used until it is closed. */
  static final class Lease implements AutoCloseable {
    private boolean held = true;

    /** Starts the server if nobody uses it. */
    static Lease take() throws IOException {
      SHARED.use();
      return new Lease();
    }

    /** The same where no {@link IOException} may be thrown. */
    static Lease taken() {
      try {
        return take();
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL does not start: " + e.getMessage(), e);
      }
    }

    int port() {
      return SHARED.port();
    }

    /**
     * Makes an empty database.
     *
     * @return its name
     */
    String createDatabase() throws SQLException {
      String name = SHARED.newName();
      try (Connection connection = connect(USER);
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name);
      }
      return name;
    }

    /** Drops a database, and with it the connections to it and the slot of its name. */
    void dropDatabase(String name) throws SQLException {
      try (Connection connection = connect(USER);
          Statement statement = connection.createStatement()) {
        String slot = " FROM pg_replication_slots WHERE slot_name = '" + name + "'";
        statement.execute("SELECT pg_terminate_backend(active_pid, " + STOP_MILLIS + ")" + slot);
        statement.execute("SELECT pg_drop_replication_slot(slot_name)" + slot);
        statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
      }
    }

    String url(String database) {
      return "jdbc:postgresql://localhost:" + port() + "/" + database + "?user=" + USER;
    }

    Connection connect(String database) throws SQLException {
      return DriverManager.getConnection(url(database));
    }

    @Override
    public void close() throws IOException {
      if (held) {
        held = false;
        SHARED.leave();
      }
    }
  }

  private synchronized void use() throws IOException {
    if (running == null) {
      running =
          EmbeddedPostgres.builder()
              .setServerConfig("wal_level", "logical")
              .setServerConfig("max_replication_slots", SLOTS)
              .setServerConfig("max_wal_senders", SLOTS)
              .setServerConfig("fsync", "off")
              .setServerConfig("autovacuum", "off")
              .start();
    }
    users++;
  }

  private synchronized void leave() throws IOException {
    users--;
    if (users == 0 && running != null) {
      running.close();
      running = null;
    }
  }

  private synchronized int port() {
    if (running == null) {
      throw new IllegalStateException("PostgreSQL is stopped");
    }
    return running.getPort();
  }

  private synchronized String newName() {
    return "stream_" + ++databases;
  }
}
