// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteGrpc;
import com.google.cloud.bigquery.storage.v1.CreateWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamResponse;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.FlushRowsResponse;
import com.google.cloud.bigquery.storage.v1.GetWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.cloud.bigquery.storage.v1.WriteStreamView;
import com.google.protobuf.Timestamp;
import io.grpc.stub.StreamObserver;
import io.wellhead.sandbox.bigquery.control.Call;
import io.wellhead.sandbox.bigquery.control.Counters;
import io.wellhead.sandbox.bigquery.control.FaultRule;
import io.wellhead.sandbox.bigquery.control.Faults;
import io.wellhead.sandbox.bigquery.store.TableDefinition;
import io.wellhead.sandbox.bigquery.store.Warehouse;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** The Storage Write API. */
public final class WriteService extends BigQueryWriteGrpc.BigQueryWriteImplBase {
  private final Warehouse warehouse;
  private final WriteStreams streams;
  private final Clock clock;
  private final Faults faults;
  private final Counters counters;

  public WriteService(Warehouse warehouse, Clock clock, Faults faults, Counters counters) {
    this.warehouse = Objects.requireNonNull(warehouse, "warehouse");
    this.faults = Objects.requireNonNull(faults, "faults");
    this.counters = Objects.requireNonNull(counters, "counters");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.streams = new WriteStreams(warehouse, clock);
  }

  @Override
  public StreamObserver<AppendRowsRequest> appendRows(
      StreamObserver<AppendRowsResponse> responses) {
    return new AppendConnection(warehouse, streams, clock, faults, counters, responses);
  }

  @Override
  public void createWriteStream(
      CreateWriteStreamRequest request, StreamObserver<WriteStream> observer) {
    answer(
        observer,
        Call.CREATE_WRITE_STREAM,
        request.getParent(),
        () -> {
          TableDefinition table = warehouse.tables().ofRows(StreamNames.table(request.getParent()));
          WriteStream.Type type = request.getWriteStream().getType();
          counters.add(Counters.Name.STREAMS);
          return describe(streams.create(table, request.getParent(), type), true);
        });
  }

  @Override
  public void getWriteStream(GetWriteStreamRequest request, StreamObserver<WriteStream> observer) {
    boolean full = request.getView() == WriteStreamView.FULL;
    answer(
        observer,
        Call.GET_WRITE_STREAM,
        request.getName(),
        () -> {
          TableDefinition table =
              warehouse.tables().ofRows(StreamNames.tableOfStream(request.getName()));
          return StreamNames.isDefault(request.getName())
              ? describeDefault(request.getName(), table, full)
              : describe(streams.get(request.getName()), full);
        });
  }

  @Override
  public void flushRows(FlushRowsRequest request, StreamObserver<FlushRowsResponse> observer) {
    answer(
        observer,
        Call.FLUSH_ROWS,
        request.getWriteStream(),
        () -> {
          long offset =
              streams.flush(request.getWriteStream(), request.getOffset().getValue()).join();
          return FlushRowsResponse.newBuilder().setOffset(offset).build();
        });
  }

  @Override
  public void finalizeWriteStream(
      FinalizeWriteStreamRequest request, StreamObserver<FinalizeWriteStreamResponse> observer) {
    answer(
        observer,
        Call.FINALIZE_WRITE_STREAM,
        request.getName(),
        () -> {
          CompletableFuture<Long> rows = streams.finish(request.getName());
          return FinalizeWriteStreamResponse.newBuilder().setRowCount(rows.join()).build();
        });
  }

  @Override
  public void batchCommitWriteStreams(
      BatchCommitWriteStreamsRequest request,
      StreamObserver<BatchCommitWriteStreamsResponse> observer) {
    answer(observer, Call.BATCH_COMMIT_WRITE_STREAMS, request.getParent(), () -> commit(request));
  }

  private BatchCommitWriteStreamsResponse commit(BatchCommitWriteStreamsRequest request) {
    BatchCommitWriteStreamsResponse.Builder response = BatchCommitWriteStreamsResponse.newBuilder();
    for (String name : request.getWriteStreamsList()) {
      try {
        streams.checkCommittable(streams.get(name));
      } catch (StreamError e) {
        response.addStreamErrors(e.detail());
      }
    }
    if (response.getStreamErrorsCount() == 0) {
      response.setCommitTime(timestamp(streams.commit(request.getWriteStreamsList())));
    }
    return response.build();
  }

  private static WriteStream describeDefault(String name, TableDefinition table, boolean full) {
    WriteStream.Builder stream =
        WriteStream.newBuilder().setName(name).setType(WriteStream.Type.COMMITTED);
    return describe(stream, table, full);
  }

  private WriteStream describe(StreamState state, boolean full) {
    WriteStream.Builder stream =
        WriteStream.newBuilder()
            .setName(state.name())
            .setType(state.type())
            .setCreateTime(timestamp(state.createdAt()));
    Instant committed = state.committedAt();
    if (committed != null) {
      stream.setCommitTime(timestamp(committed));
    }
    return describe(stream, warehouse.tables().current(state.table()), full);
  }

  private static WriteStream describe(
      WriteStream.Builder stream, TableDefinition table, boolean full) {
    stream.setWriteMode(WriteStream.WriteMode.INSERT).setLocation("us");
    if (full) {
      stream.setTableSchema(StorageSchemas.of(table.schema()));
    }
    return stream.build();
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  private <T> void answer(StreamObserver<T> observer, Call kind, String name, Supplier<T> call) {
    T response;
    try {
      Optional<FaultRule> fault = faults.next(kind, StreamNames.datasetAndTable(name));
      response =
          fault.isPresent()
              ? Strike.call(fault.get(), name, () -> CompletableFuture.completedFuture(call.get()))
                  .join()
              : call.get();
    } catch (CompletionException e) {
      observer.onError(Statuses.ended(e.getCause() == null ? e : e.getCause()));
      return;
    } catch (RuntimeException e) {
      observer.onError(Statuses.ended(e));
      return;
    }
    observer.onNext(response);
    observer.onCompleted();
  }
}
