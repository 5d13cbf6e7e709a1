// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import com.google.cloud.bigquery.storage.v1.WriteStream;
import io.wellhead.sandbox.bigquery.store.GroupCommit;
import io.wellhead.sandbox.bigquery.store.RowBatch;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import io.wellhead.sandbox.bigquery.store.TableDefinition;
import io.wellhead.sandbox.bigquery.store.Warehouse;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The write streams that clients make. States are changed on the writer's thread only and published
 * when they are in the file; any thread may read them.
 */
final class WriteStreams {
  private final Warehouse warehouse;
  private final Clock clock;
  private final Map<String, StreamState> streams = new ConcurrentHashMap<>();

  WriteStreams(Warehouse warehouse, Clock clock) {
    this.warehouse = warehouse;
    this.clock = clock;
    List<StreamState> loaded =
        warehouse.write(
            connection -> {
              StreamLog.createTables(connection);
              return StreamLog.load(connection, warehouse);
            });
    loaded.forEach(s -> streams.put(s.name(), s));
    warehouse
        .tables()
        .onDeleted(
            (commit, table) -> {
              StreamLog.deleteOf(commit.connection(), table);
              commit.onCommit(() -> streams.values().removeIf(s -> s.table().id().equals(table)));
            });
  }

  /** A stream of a table that is still the same. */
  StreamState get(String name) {
    StreamState stream = streams.get(name);
    if (stream == null) {
      throw StreamError.notFound(name);
    }
    warehouse.tables().current(stream.table());
    return stream;
  }

  StreamState create(TableDefinition table, String tableName, WriteStream.Type type) {
    if (type == WriteStream.Type.TYPE_UNSPECIFIED || type == WriteStream.Type.UNRECOGNIZED) {
      throw ServiceError.invalid("write_stream.type must be COMMITTED, PENDING or BUFFERED");
    }
    String name = tableName + "/streams/" + UUID.randomUUID();
    StreamState stream = new StreamState(name, type, table, clock.instant(), 0, 0, false, null);
    return warehouse.alone(
        commit -> {
          StreamLog.insert(commit.connection(), stream);
          change(commit, stream);
          return stream;
        });
  }

  /**
   * Appends a request's rows at the end of a stream.
   *
   * @param offset where the client believes the end to be, or null
   * @param batch the rows, decoded
   * @param rows the rows as they came
   * @return the offset of the first row
   */
  CompletableFuture<Long> append(
      String name, @Nullable Long offset, RowBatch batch, StreamLog.Rows rows) {
    return warehouse.submit(
        commit -> {
          StreamState stream = latest(commit, name);
          if (stream.isFinal()) {
            throw StreamError.finalized(name);
          }
          checkOffset(stream, offset);
          if (stream.type() == WriteStream.Type.COMMITTED) {
            commit.add(warehouse.tables().current(batch.table()), batch);
          } else {
            StreamLog.log(commit, name, stream.next(), rows);
          }
          StreamState next = stream.appended(batch.rows().size());
          if (stream.type() == WriteStream.Type.COMMITTED) {
            StreamLog.update(commit.connection(), next);
          }
          change(commit, next);
          return stream.next();
        });
  }

  private static void checkOffset(StreamState stream, @Nullable Long offset) {
    if (offset != null && offset > stream.next()) {
      throw StreamError.beyond(stream.name(), stream.next(), offset);
    }
    if (offset != null && offset < stream.next()) {
      throw StreamError.within(stream.name(), stream.next(), offset);
    }
  }

  /** Makes the rows of a BUFFERED stream up to and with {@code offset} visible. */
  CompletableFuture<Long> flush(String name, long offset) {
    return warehouse.submit(
        commit -> {
          StreamState stream = latest(commit, name);
          if (stream.type() != WriteStream.Type.BUFFERED) {
            throw StreamError.wrongType(
                name, "Only BUFFERED streams can be flushed, this one is " + stream.type());
          }
          if (offset < 0 || offset >= stream.next()) {
            throw StreamError.beyond(name, stream.next(), offset);
          }
          if (offset < stream.visible()) {
            throw StreamError.flushed(name, stream.visible() - 1, offset);
          }
          StreamLog.show(
              commit,
              stream,
              warehouse.tables().current(stream.table()),
              offset + 1,
              clock.instant());
          StreamState next = stream.shownTo(offset + 1);
          StreamLog.update(commit.connection(), next);
          change(commit, next);
          return offset;
        });
  }

  /** Closes a stream for appends and gives the number of its rows. */
  CompletableFuture<Long> finish(String name) {
    return warehouse.submit(
        commit -> {
          StreamState next = latest(commit, name).closed();
          StreamLog.update(commit.connection(), next);
          change(commit, next);
          return next.next();
        });
  }

  /**
   * Makes all rows of finalized PENDING streams visible at once; if one cannot be committed, none
   * is.
   */
  Instant commit(List<String> names) {
    return warehouse.alone(
        commit -> {
          Instant now = clock.instant();
          for (String name : names) {
            StreamState stream = latest(commit, name);
            checkCommittable(stream);
            StreamLog.show(
                commit, stream, warehouse.tables().current(stream.table()), stream.next(), now);
            StreamState next = stream.committed(now);
            StreamLog.update(commit.connection(), next);
            change(commit, next);
          }
          return now;
        });
  }

  /** Throws if BatchCommitWriteStreams cannot commit the stream. */
  void checkCommittable(StreamState stream) {
    if (stream.type() != WriteStream.Type.PENDING) {
      throw StreamError.wrongType(
          stream.name(), "Only PENDING streams can be committed, this one is " + stream.type());
    }
    if (stream.committedAt() != null) {
      throw StreamError.alreadyCommitted(stream.name());
    }
    if (!stream.isFinal()) {
      throw StreamError.wrongState(stream.name(), "Stream has not been finalized.");
    }
  }

  /** The state as earlier changes of the same group leave it. */
  private StreamState latest(GroupCommit commit, String name) {
    Object noted = commit.note(name);
    return noted == null ? get(name) : (StreamState) noted;
  }

  private void change(GroupCommit commit, StreamState next) throws SQLException {
    commit.note(next.name(), next);
    commit.onCommit(() -> streams.put(next.name(), next));
  }
}
