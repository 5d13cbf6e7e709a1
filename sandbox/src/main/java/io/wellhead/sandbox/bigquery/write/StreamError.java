// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.rpc.Code;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import java.io.Serial;

/** What is wrong with a write stream or with the place in it. */
final class StreamError extends ServiceError {
  @Serial private static final long serialVersionUID = 1L;

  private final Code code;
  private final StorageErrorCode storageCode;
  private final String stream;

  private StreamError(Code code, StorageErrorCode storageCode, String stream, String message) {
    super(Reason.INVALID, message);
    this.code = code;
    this.storageCode = storageCode;
    this.stream = stream;
  }

  static StreamError notFound(String stream) {
    return new StreamError(
        Code.NOT_FOUND,
        StorageErrorCode.STREAM_NOT_FOUND,
        stream,
        "Requested entity was not found.");
  }

  static StreamError finalized(String stream) {
    return new StreamError(
        Code.INVALID_ARGUMENT,
        StorageErrorCode.STREAM_FINALIZED,
        stream,
        "Stream has been finalized and cannot be appended.");
  }

  static StreamError beyond(String stream, long expected, long received) {
    return new StreamError(
        Code.OUT_OF_RANGE,
        StorageErrorCode.OFFSET_OUT_OF_RANGE,
        stream,
        "The offset is beyond stream, expected offset " + expected + ", received " + received);
  }

  static StreamError within(String stream, long expected, long received) {
    return new StreamError(
        Code.ALREADY_EXISTS,
        StorageErrorCode.OFFSET_ALREADY_EXISTS,
        stream,
        "The offset is within stream, expected offset " + expected + ", received " + received);
  }

  /** A client may ignore it: what it asks for is done. */
  static StreamError flushed(String stream, long upTo, long received) {
    return new StreamError(
        Code.ALREADY_EXISTS,
        StorageErrorCode.OFFSET_ALREADY_EXISTS,
        stream,
        "The stream is flushed already up to offset " + upTo + ", received " + received);
  }

  static StreamError wrongType(String stream, String message) {
    return new StreamError(
        Code.INVALID_ARGUMENT, StorageErrorCode.INVALID_STREAM_TYPE, stream, message);
  }

  static StreamError wrongState(String stream, String message) {
    return new StreamError(
        Code.INVALID_ARGUMENT, StorageErrorCode.INVALID_STREAM_STATE, stream, message);
  }

  static StreamError alreadyCommitted(String stream) {
    return new StreamError(
        Code.ALREADY_EXISTS,
        StorageErrorCode.STREAM_ALREADY_COMMITTED,
        stream,
        "Stream is already committed.");
  }

  Code code() {
    return code;
  }

  /** The status inside of an answer. */
  com.google.rpc.Status status() {
    return Statuses.answered(code, storageCode, stream, text());
  }

  /** The entry in the answer of BatchCommitWriteStreams. */
  StorageError detail() {
    return StorageError.newBuilder()
        .setCode(storageCode)
        .setEntity(stream)
        .setErrorMessage(text())
        .build();
  }
}
