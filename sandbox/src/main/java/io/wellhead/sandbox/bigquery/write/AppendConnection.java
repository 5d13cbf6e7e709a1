// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse.AppendResult;
import com.google.cloud.bigquery.storage.v1.RowError;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.Int64Value;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.grpc.stub.StreamObserver;
import io.wellhead.sandbox.bigquery.control.Call;
import io.wellhead.sandbox.bigquery.control.Counters;
import io.wellhead.sandbox.bigquery.control.FaultRule;
import io.wellhead.sandbox.bigquery.control.Faults;
import io.wellhead.sandbox.bigquery.store.RowBatch;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import io.wellhead.sandbox.bigquery.store.TableDefinition;
import io.wellhead.sandbox.bigquery.store.TableId;
import io.wellhead.sandbox.bigquery.store.Warehouse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One AppendRows call. A connection may write to several streams (multiplexing); the writer's
 * schema holds until another one is sent. Answers leave in the order of the requests.
 */
final class AppendConnection implements StreamObserver<AppendRowsRequest> {
  private final Warehouse warehouse;
  private final WriteStreams streams;
  private final Clock clock;
  private final Faults faults;
  private final Counters counters;
  private final OrderedAnswers answers;
  private final Map<String, Target> targets = new HashMap<>();
  private String stream = "";
  private MissingValues missing = MissingValues.NULL;

  /** What one stream of this connection is written with. */
  private static final class Target {
    private DescriptorProto writerSchema = DescriptorProto.getDefaultInstance();
    private @Nullable RowDecoder decoder;
    private int toldVersion = -1;
  }

  AppendConnection(
      Warehouse warehouse,
      WriteStreams streams,
      Clock clock,
      Faults faults,
      Counters counters,
      StreamObserver<AppendRowsResponse> responses) {
    this.warehouse = warehouse;
    this.streams = streams;
    this.clock = clock;
    this.faults = faults;
    this.counters = counters;
    this.answers = new OrderedAnswers(responses);
  }

  @Override
  public void onNext(AppendRowsRequest request) {
    if (!request.getWriteStream().isEmpty()) {
      stream = request.getWriteStream();
    }
    counters.add(Counters.Name.APPENDS);
    try {
      if (stream.isEmpty()) {
        throw ServiceError.invalid("The first request of a connection must name its write_stream");
      }
      TableId table = StreamNames.tableOfStream(stream);
      keepWriterSchema(request);
      missing = missing.next(request);
      Optional<FaultRule> fault =
          faults.next(Call.APPEND_ROWS, table.dataset().dataset() + "." + table.table());
      answers.add(
          fault.isPresent()
              ? Strike.append(fault.get(), stream, () -> append(request, table))
              : append(request, table));
    } catch (StreamError e) {
      answers.add(CompletableFuture.completedFuture(answer(stream).setError(e.status()).build()));
    } catch (ServiceError e) {
      answers.add(CompletableFuture.failedFuture(e));
    }
  }

  private CompletableFuture<AppendRowsResponse> append(AppendRowsRequest request, TableId id) {
    if (!request.hasProtoRows()) {
      throw ServiceError.invalid("Only proto_rows are accepted");
    }
    TableDefinition table = warehouse.tables().ofRows(id);
    List<RowError> rowErrors = new ArrayList<>();
    try {
      RowDecoder decoder = decoder(table);
      RowBatch batch =
          decoder.decode(
              request.getProtoRows().getRows().getSerializedRowsList(),
              missing,
              clock.instant(),
              rowErrors);
      if (rowErrors.isEmpty()) {
        return apply(request, batch).thenApply(answer -> counted(answer, batch));
      }
      counters.add(Counters.Name.ROW_ERRORS, rowErrors.size());
      return CompletableFuture.completedFuture(rejected(stream, rowErrors));
    } catch (SchemaMismatch e) {
      Status status =
          Statuses.answered(
              Code.INVALID_ARGUMENT,
              e.code(),
              table.id().toString(),
              String.valueOf(e.getMessage()));
      return CompletableFuture.completedFuture(answer(stream).setError(status).build());
    }
  }

  private AppendRowsResponse counted(AppendRowsResponse answer, RowBatch batch) {
    if (answer.hasAppendResult()) {
      counters.add(Counters.Name.ROWS, batch.rows().size());
    }
    return answer;
  }

  private CompletableFuture<AppendRowsResponse> apply(AppendRowsRequest request, RowBatch batch) {
    String name = stream;
    AppendRowsResponse.Builder answer = answer(name);
    addUpdatedSchema(batch.table(), answer);
    if (StreamNames.isDefault(name)) {
      if (request.hasOffset()) {
        throw StreamError.wrongType(name, "Offsets cannot be given for the default stream.");
      }
      return warehouse
          .append(batch)
          .thenApply(done -> answer.setAppendResult(AppendResult.getDefaultInstance()).build());
    }
    if (batch.changes() != null) {
      throw StreamError.wrongType(name, "_CHANGE_TYPE is accepted on the default stream only.");
    }
    Long offset = request.hasOffset() ? request.getOffset().getValue() : null;
    StreamLog.Rows rows =
        new StreamLog.Rows(target(name).writerSchema, missing, request.getProtoRows().getRows());
    return streams
        .append(name, offset, batch, rows)
        .thenApply(first -> answer.setAppendResult(appended(first)).build())
        .exceptionally(failure -> streamFailure(name, failure));
  }

  private static AppendResult appended(long first) {
    return AppendResult.newBuilder().setOffset(Int64Value.of(first)).build();
  }

  /** What is wrong with a stream is answered, everything else ends the call. */
  private static AppendRowsResponse streamFailure(String name, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof StreamError error) {
      return answer(name).setError(error.status()).build();
    }
    throw new CompletionException(cause);
  }

  /** Tells the writer once that the table has changed since it began, as BigQuery does. */
  private void addUpdatedSchema(TableDefinition table, AppendRowsResponse.Builder answer) {
    Target target = target(stream);
    if (target.toldVersion >= 0 && target.toldVersion != table.version()) {
      answer.setUpdatedSchema(StorageSchemas.of(table.schema()));
    }
    target.toldVersion = table.version();
  }

  private Target target(String name) {
    return targets.computeIfAbsent(name, s -> new Target());
  }

  /** Also of a request that is then refused: the writer sends it once per connection. */
  private void keepWriterSchema(AppendRowsRequest request) {
    if (!request.getProtoRows().hasWriterSchema()) {
      return;
    }
    Target target = target(stream);
    DescriptorProto schema = request.getProtoRows().getWriterSchema().getProtoDescriptor();
    if (!schema.equals(target.writerSchema)) {
      target.writerSchema = schema;
      target.decoder = null;
    }
  }

  private RowDecoder decoder(TableDefinition table) throws SchemaMismatch {
    Target target = target(stream);
    RowDecoder decoder = target.decoder;
    if (decoder == null || !decoder.fits(table)) {
      decoder = RowDecoder.compile(target.writerSchema, table);
      target.decoder = decoder;
    }
    return decoder;
  }

  static AppendRowsResponse rejected(String name, List<RowError> rowErrors) {
    return answer(name)
        .setError(
            Status.newBuilder()
                .setCode(Code.INVALID_ARGUMENT_VALUE)
                .setMessage(
                    "Errors found while processing rows. Please refer to the row_errors field for"
                        + " details."))
        .addAllRowErrors(rowErrors)
        .build();
  }

  private static AppendRowsResponse.Builder answer(String name) {
    return AppendRowsResponse.newBuilder().setWriteStream(name);
  }

  @Override
  public void onError(Throwable cancelled) {
    answers.cancel();
  }

  @Override
  public void onCompleted() {
    answers.complete();
  }
}
