// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.RowError;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.rpc.Code;
import io.grpc.stub.StreamObserver;
import io.wellhead.sandbox.bigquery.store.RowBatch;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import io.wellhead.sandbox.bigquery.store.TableDefinition;
import io.wellhead.sandbox.bigquery.store.Warehouse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One AppendRows call. A connection may write to several streams (multiplexing); the writer's
 * schema holds until another one is sent. Answers leave in the order of the requests.
 */
final class AppendConnection implements StreamObserver<AppendRowsRequest> {
  private final Warehouse warehouse;
  private final OrderedAnswers answers;
  private final Map<String, Target> targets = new HashMap<>();
  private String stream = "";

  /** What one stream of this connection is written with. */
  private static final class Target {
    private DescriptorProto writerSchema = DescriptorProto.getDefaultInstance();
    private @Nullable RowDecoder decoder;
  }

  AppendConnection(Warehouse warehouse, StreamObserver<AppendRowsResponse> responses) {
    this.warehouse = warehouse;
    this.answers = new OrderedAnswers(responses);
  }

  @Override
  public void onNext(AppendRowsRequest request) {
    try {
      answers.add(append(request));
    } catch (ServiceError e) {
      answers.add(CompletableFuture.failedFuture(e));
    }
  }

  private CompletableFuture<AppendRowsResponse> append(AppendRowsRequest request) {
    if (!request.getWriteStream().isEmpty()) {
      stream = request.getWriteStream();
    }
    if (stream.isEmpty()) {
      throw ServiceError.invalid("The first request of a connection must name its write_stream");
    }
    if (!request.hasProtoRows()) {
      throw ServiceError.invalid("Only proto_rows are accepted");
    }
    TableDefinition table = warehouse.table(StreamNames.tableOfStream(stream));
    List<RowError> rowErrors = new ArrayList<>();
    RowBatch batch;
    try {
      batch =
          decoder(request, table)
              .decode(request.getProtoRows().getRows().getSerializedRowsList(), rowErrors);
    } catch (SchemaMismatch e) {
      return CompletableFuture.completedFuture(
          answer()
              .setError(
                  Statuses.answered(
                      Code.INVALID_ARGUMENT,
                      e.code(),
                      table.id().toString(),
                      String.valueOf(e.getMessage())))
              .build());
    }
    if (!rowErrors.isEmpty()) {
      return CompletableFuture.completedFuture(rejected(rowErrors));
    }
    return warehouse
        .append(batch)
        .thenApply(
            done ->
                answer()
                    .setAppendResult(AppendRowsResponse.AppendResult.getDefaultInstance())
                    .build());
  }

  private RowDecoder decoder(AppendRowsRequest request, TableDefinition table)
      throws SchemaMismatch {
    Target target = targets.computeIfAbsent(stream, s -> new Target());
    RowDecoder decoder = target.decoder;
    if (request.getProtoRows().hasWriterSchema()) {
      DescriptorProto schema = request.getProtoRows().getWriterSchema().getProtoDescriptor();
      if (!schema.equals(target.writerSchema)) {
        target.writerSchema = schema;
        decoder = null;
      }
    }
    if (decoder == null || !decoder.fits(table)) {
      decoder = RowDecoder.compile(target.writerSchema, table);
      target.decoder = decoder;
    }
    return decoder;
  }

  private AppendRowsResponse rejected(List<RowError> rowErrors) {
    return answer()
        .setError(
            com.google.rpc.Status.newBuilder()
                .setCode(Code.INVALID_ARGUMENT_VALUE)
                .setMessage(
                    "Errors found while processing rows. Please refer to the row_errors field for details."))
        .addAllRowErrors(rowErrors)
        .build();
  }

  private AppendRowsResponse.Builder answer() {
    return AppendRowsResponse.newBuilder().setWriteStream(stream);
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
