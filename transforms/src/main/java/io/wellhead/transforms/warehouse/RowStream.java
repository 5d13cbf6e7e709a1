// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.core.ApiFuture;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.Exceptions;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Status;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.BackOffUtils;
import org.apache.beam.sdk.util.FluentBackoff;
import org.apache.beam.sdk.util.Sleeper;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends encoded rows to one version of a table, in batches, at least once, and tells of each row
 * what became of it. What BigQuery cannot do for the moment is repeated for some ten minutes. One
 * thread.
 *
 * @param <C> what the caller knows a row by
 */
final class RowStream<C> implements RowSink<C> {
  private static final int BATCH_BYTES = 1 << 20;
  private static final int BATCH_ROWS = 5_000;
  private static final int IN_FLIGHT = 4;
  private static final FluentBackoff BACKOFF =
      FluentBackoff.DEFAULT
          .withInitialBackoff(Duration.millis(200))
          .withMaxBackoff(Duration.standardSeconds(30))
          .withMaxCumulativeBackoff(Duration.standardMinutes(10));

  private final String table;
  private final Opening opening;
  private final Outcome<C> outcome;
  private final Sleeper sleeper;
  private final Deque<Batch<C>> inFlight = new ArrayDeque<>();
  private Batch<C> filling = new Batch<>();
  private @Nullable StreamWriter writer;

  /** Connects. */
  @FunctionalInterface
  interface Opening {
    StreamWriter open() throws IOException;
  }

  private static final class Batch<C> {
    private final List<byte[]> rows = new ArrayList<>();
    private final List<C> contexts = new ArrayList<>();
    private int bytes;
    private @Nullable ApiFuture<AppendRowsResponse> answer;

    void add(byte[] row, C context) {
      rows.add(row);
      contexts.add(context);
      bytes += row.length;
    }

    boolean isFullWith(byte[] row) {
      return !rows.isEmpty() && (bytes + row.length > BATCH_BYTES || rows.size() >= BATCH_ROWS);
    }
  }

  RowStream(String table, Opening opening, Outcome<C> outcome, Sleeper sleeper) {
    this.table = table;
    this.opening = opening;
    this.outcome = outcome;
    this.sleeper = sleeper;
  }

  @Override
  public void add(byte[] row, C context) throws IOException {
    if (filling.isFullWith(row)) {
      Batch<C> full = filling;
      filling = new Batch<>();
      filling.add(row, context);
      send(full);
      inFlight.add(full);
      if (inFlight.size() > IN_FLIGHT) {
        settle();
      }
    } else {
      filling.add(row, context);
    }
  }

  @Override
  public void flush() throws IOException {
    if (!filling.rows.isEmpty()) {
      Batch<C> last = filling;
      filling = new Batch<>();
      send(last);
      inFlight.add(last);
    }
    while (!inFlight.isEmpty()) {
      settle();
    }
  }

  @Override
  public List<C> takeBack() {
    List<C> rows = new ArrayList<>();
    inFlight.forEach(batch -> rows.addAll(batch.contexts));
    rows.addAll(filling.contexts);
    inFlight.clear();
    filling = new Batch<>();
    return rows;
  }

  private void send(Batch<C> batch) throws IOException {
    ProtoRows.Builder rows = ProtoRows.newBuilder();
    batch.rows.forEach(row -> rows.addSerializedRows(UnsafeByteOperations.unsafeWrap(row)));
    StreamWriter open = writer;
    if (open == null || open.isClosed()) {
      open = opening.open();
      writer = open;
    }
    batch.answer = open.append(rows.build());
  }

  /** Waits for the oldest batch, and repeats it until each of its rows is written or refused. */
  private void settle() throws IOException {
    BackOff backOff = BACKOFF.backoff();
    while (true) {
      Batch<C> batch = inFlight.element();
      Status status;
      try {
        java.util.Objects.requireNonNull(batch.answer, "sent").get();
        inFlight.remove();
        batch.contexts.forEach(outcome::written);
        return;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Exceptions.AppendSerializationError refused
            && !refused.getRowIndexToErrorMessage().isEmpty()) {
          if (drop(batch, refused.getRowIndexToErrorMessage())) {
            return;
          }
          send(batch);
          continue;
        }
        status = Status.fromThrowable(e.getCause() == null ? e : e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while writing " + table, e);
      }
      repeatLater(status, backOff);
      send(batch);
    }
  }

  private void repeatLater(Status status, BackOff backOff) throws IOException {
    String reason = status.getCode() + ": " + status.getDescription();
    switch (status.getCode()) {
      case INVALID_ARGUMENT -> throw new StaleTableException(table, reason);
      case PERMISSION_DENIED, UNAUTHENTICATED, UNIMPLEMENTED, OUT_OF_RANGE ->
          throw WarehouseException.refusedRows(table, reason);
      default -> {
        try {
          if (!BackOffUtils.next(sleeper, backOff)) {
            // A table that was just made may be unknown for minutes; not for longer.
            throw status.getCode() == Status.Code.NOT_FOUND
                ? WarehouseException.refusedRows(table, reason)
                : new IOException("BigQuery takes no rows for " + table + ": " + reason);
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException("interrupted while writing " + table, e);
        }
      }
    }
  }

  /** Takes the refused rows out of the oldest batch, and tells whether that was all of it. */
  private boolean drop(Batch<C> batch, Map<Integer, String> refused) {
    Batch<C> rest = new Batch<>();
    for (int i = 0; i < batch.rows.size(); i++) {
      String reason = refused.get(i);
      if (reason == null) {
        rest.add(batch.rows.get(i), batch.contexts.get(i));
      }
    }
    List<C> contexts = List.copyOf(batch.contexts);
    batch.rows.clear();
    batch.contexts.clear();
    batch.rows.addAll(rest.rows);
    batch.contexts.addAll(rest.contexts);
    if (batch.rows.isEmpty()) {
      inFlight.remove();
    }
    refused.forEach((row, reason) -> outcome.rejected(contexts.get(row), reason));
    return batch.rows.isEmpty();
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }
}
