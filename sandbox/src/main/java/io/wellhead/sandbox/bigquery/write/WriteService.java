// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteGrpc;
import io.grpc.stub.StreamObserver;
import io.wellhead.sandbox.bigquery.store.Warehouse;
import java.util.Objects;

/** The Storage Write API. */
public final class WriteService extends BigQueryWriteGrpc.BigQueryWriteImplBase {
  private final Warehouse warehouse;

  public WriteService(Warehouse warehouse) {
    this.warehouse = Objects.requireNonNull(warehouse, "warehouse");
  }

  @Override
  public StreamObserver<AppendRowsRequest> appendRows(
      StreamObserver<AppendRowsResponse> responses) {
    return new AppendConnection(warehouse, responses);
  }
}
