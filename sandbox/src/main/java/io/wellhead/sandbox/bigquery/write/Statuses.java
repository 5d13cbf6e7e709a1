// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.protobuf.Any;
import com.google.rpc.Code;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.wellhead.sandbox.bigquery.store.ServiceError;

/**
 * Errors in the two forms of the Storage Write API: the end of a call, and a status inside of an
 * answer.
 */
final class Statuses {
  private Statuses() {}

  /** Ends a call. */
  static StatusRuntimeException ended(Throwable error) {
    if (error instanceof StatusRuntimeException status) {
      return status;
    }
    if (error instanceof StreamError stream) {
      return StatusProto.toStatusRuntimeException(stream.status());
    }
    if (error instanceof ServiceError service) {
      return code(service.reason()).withDescription(service.text()).asRuntimeException();
    }
    return Status.INTERNAL
        .withDescription(String.valueOf(error))
        .withCause(error)
        .asRuntimeException();
  }

  private static Status code(ServiceError.Reason reason) {
    return switch (reason) {
      case INVALID, INVALID_QUERY -> Status.INVALID_ARGUMENT;
      case UNAUTHENTICATED -> Status.UNAUTHENTICATED;
      case RATE_LIMIT_EXCEEDED -> Status.RESOURCE_EXHAUSTED;
      case NOT_FOUND -> Status.NOT_FOUND;
      case DUPLICATE -> Status.ALREADY_EXISTS;
      case RESOURCE_IN_USE, CONDITION_NOT_MET -> Status.FAILED_PRECONDITION;
      case BACKEND_ERROR -> Status.UNAVAILABLE;
      case INTERNAL_ERROR -> Status.INTERNAL;
      case NOT_IMPLEMENTED -> Status.UNIMPLEMENTED;
    };
  }

  /** A status inside of an answer; the connection stays open. */
  static com.google.rpc.Status answered(
      Code code, StorageErrorCode storageCode, String entity, String message) {
    StorageError detail =
        StorageError.newBuilder()
            .setCode(storageCode)
            .setEntity(entity)
            .setErrorMessage(message)
            .build();
    return com.google.rpc.Status.newBuilder()
        .setCode(code.getNumber())
        .setMessage(message + " Entity: " + entity)
        .addDetails(Any.pack(detail))
        .build();
  }
}
