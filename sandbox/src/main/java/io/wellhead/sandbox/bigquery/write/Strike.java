// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.RowError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.rpc.Code;
import io.grpc.Status;
import io.wellhead.sandbox.bigquery.control.FaultRule;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What a fault does to a call of the Storage Write API. */
final class Strike {
  private static final String INJECTED = "Injected by the sandbox";

  private Strike() {}

  /** Answers an append that a fault strikes; {@code append} does it. */
  static CompletableFuture<AppendRowsResponse> append(
      FaultRule rule, String stream, Supplier<CompletableFuture<AppendRowsResponse>> append) {
    return switch (rule.fault()) {
      case ALREADY_EXISTS ->
          answered(stream, Code.ALREADY_EXISTS, StorageErrorCode.OFFSET_ALREADY_EXISTS);
      case SCHEMA_MISMATCH ->
          answered(stream, Code.INVALID_ARGUMENT, StorageErrorCode.SCHEMA_MISMATCH_EXTRA_FIELDS);
      case RESOURCE_EXHAUSTED -> CompletableFuture.completedFuture(overQuota(stream));
      case REJECT_ROW ->
          CompletableFuture.completedFuture(AppendConnection.rejected(stream, List.of(firstRow())));
      case NOT_FOUND, CONNECTION_EXHAUSTED, INTERNAL, UNAVAILABLE, LOST_ANSWER, SLOW ->
          call(rule, stream, append);
    };
  }

  /** Answers any call that a fault strikes; {@code call} does it. */
  static <T> CompletableFuture<T> call(
      FaultRule rule, String name, Supplier<CompletableFuture<T>> call) {
    return switch (rule.fault()) {
      case NOT_FOUND -> CompletableFuture.failedFuture(ServiceError.notFound("Table", name));
      case ALREADY_EXISTS -> CompletableFuture.failedFuture(ServiceError.duplicate("Stream", name));
      case RESOURCE_EXHAUSTED, CONNECTION_EXHAUSTED -> failed(Status.RESOURCE_EXHAUSTED);
      case INTERNAL, SCHEMA_MISMATCH, REJECT_ROW -> failed(Status.INTERNAL);
      case UNAVAILABLE -> failed(Status.UNAVAILABLE);
      case LOST_ANSWER -> call.get().thenCompose(done -> failed(Status.UNAVAILABLE));
      case SLOW -> call.get().thenApplyAsync(answer -> answer, after(rule));
    };
  }

  private static Executor after(FaultRule rule) {
    return CompletableFuture.delayedExecutor(rule.delay().toMillis(), TimeUnit.MILLISECONDS);
  }

  private static <T> CompletableFuture<T> failed(Status status) {
    return CompletableFuture.failedFuture(status.withDescription(INJECTED).asRuntimeException());
  }

  private static CompletableFuture<AppendRowsResponse> answered(
      String stream, Code code, StorageErrorCode storageCode) {
    return CompletableFuture.completedFuture(
        AppendRowsResponse.newBuilder()
            .setWriteStream(stream)
            .setError(Statuses.answered(code, storageCode, stream, INJECTED))
            .build());
  }

  /** Clients know this limit by how its text begins; it comes without a StorageError. */
  private static AppendRowsResponse overQuota(String stream) {
    return AppendRowsResponse.newBuilder()
        .setWriteStream(stream)
        .setError(
            com.google.rpc.Status.newBuilder()
                .setCode(Code.RESOURCE_EXHAUSTED_VALUE)
                .setMessage(
                    "Exceeds 'AppendRows throughput' quota. " + INJECTED + ". Entity: " + stream))
        .build();
  }

  private static RowError firstRow() {
    return RowError.newBuilder()
        .setIndex(0)
        .setCode(RowError.RowErrorCode.FIELDS_ERROR)
        .setMessage(INJECTED)
        .build();
  }
}
