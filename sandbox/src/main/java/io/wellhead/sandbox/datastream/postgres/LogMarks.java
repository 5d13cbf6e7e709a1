// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.data.Struct;

/**
 * Marks in the log: when the reader comes to one, it has seen all that was committed before it was
 * written. Any thread.
 */
final class LogMarks {
  private static final String PREFIX = "wellhead-sandbox";

  private final Map<String, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();

  /** A number that was not given before. */
  long nextNumber() {
    return last.incrementAndGet();
  }

  /**
   * Writes one.
   *
   * @return completes when it was read
   */
  CompletableFuture<Void> write(Connection connection) throws SQLException {
    CompletableFuture<Void> mark = new CompletableFuture<>();
    String name = Long.toString(nextNumber());
    waiting.put(name, mark);
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_logical_emit_message(true, ?, ?)")) {
      statement.setString(1, PREFIX);
      statement.setString(2, name);
      statement.execute();
    }
    return mark;
  }

  /** What is done before a mark counts as read. */
  interface Settling {
    void run() throws IOException;
  }

  /** Takes a message of the log, which may be of another writer. */
  void reached(Struct message, Settling settling) throws IOException {
    if (!PREFIX.equals(message.getString("prefix"))) {
      return;
    }
    settling.run();
    String name = new String(message.getBytes("content"), StandardCharsets.UTF_8);
    CompletableFuture<Void> mark = waiting.remove(name);
    if (mark != null) {
      mark.complete(null);
    }
  }
}
