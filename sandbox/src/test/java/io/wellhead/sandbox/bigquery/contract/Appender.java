// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.contract;

import com.google.api.gax.rpc.BidiStream;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.protobuf.ByteString;
import com.google.protobuf.Int64Value;
import com.google.rpc.Code;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One AppendRows connection: sends a request and waits for its answer. */
public final class Appender implements AutoCloseable {
  private final BidiStream<AppendRowsRequest, AppendRowsResponse> call;
  private final Iterator<AppendRowsResponse> answers;
  private final String stream;
  private final ProtoTable type;
  private boolean first = true;
  private UnaryOperator<AppendRowsRequest.Builder> next = UnaryOperator.identity();

  /**
   * @param stream resource name of the stream
   */
  public Appender(BigQueryWriteClient client, String stream, ProtoTable type) {
    this.call = client.appendRowsCallable().call();
    this.answers = call.iterator();
    this.stream = stream;
    this.type = type;
  }

  /** Says more in the next request, and in no other. */
  public Appender saying(UnaryOperator<AppendRowsRequest.Builder> more) {
    next = more;
    return this;
  }

  public AppendRowsResponse append(ByteString... rows) {
    return append(null, rows);
  }

  public AppendRowsResponse append(@Nullable Long offset, ByteString... rows) {
    send(offset, rows);
    return answer();
  }

  /** Sends a request without waiting for its answer. */
  public void send(@Nullable Long offset, ByteString... rows) {
    AppendRowsRequest.ProtoData.Builder data =
        AppendRowsRequest.ProtoData.newBuilder()
            .setRows(ProtoRows.newBuilder().addAllSerializedRows(Arrays.asList(rows)));
    AppendRowsRequest.Builder request = AppendRowsRequest.newBuilder();
    if (first) {
      request.setWriteStream(stream);
      data.setWriterSchema(type.schema());
      first = false;
    }
    if (offset != null) {
      request.setOffset(Int64Value.of(offset));
    }
    call.send(next.apply(request.setProtoRows(data)).build());
    next = UnaryOperator.identity();
  }

  /** Waits for the answer to the first request that has none yet. */
  public AppendRowsResponse answer() {
    return answers.next();
  }

  public static Code code(AppendRowsResponse answer) {
    return Code.forNumber(answer.getError().getCode());
  }

  @Override
  public void close() {
    call.cancel();
  }
}
