// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsResponse;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.GetWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.cloud.bigquery.storage.v1.WriteStreamView;
import com.google.protobuf.Int64Value;
import com.google.rpc.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Write streams: types, offsets, visibility, errors. Source: Storage Write API, "Overview" and RPC
 * reference.
 */
public interface StreamContract extends Service {
  ProtoTable ID = ProtoTable.of().int64("id");

  private String newIdTable() {
    return newTable("{'name':'id','type':'INTEGER'}");
  }

  private WriteStream newStream(String table, WriteStream.Type type) {
    return storage()
        .createWriteStream(resource(table), WriteStream.newBuilder().setType(type).build());
  }

  private List<List<String>> ids(String table) {
    return query("SELECT id FROM " + table + " ORDER BY id");
  }

  private FlushRowsRequest flush(WriteStream stream, long offset) {
    return FlushRowsRequest.newBuilder()
        .setWriteStream(stream.getName())
        .setOffset(Int64Value.of(offset))
        .build();
  }

  private BatchCommitWriteStreamsResponse commit(String table, WriteStream stream) {
    return storage()
        .batchCommitWriteStreams(
            BatchCommitWriteStreamsRequest.newBuilder()
                .setParent(resource(table))
                .addWriteStreams(stream.getName())
                .build());
  }

  @Test
  default void default_stream_rows_are_visible_when_answered() {
    String table = newIdTable();
    try (Appender appender = new Appender(storage(), resource(table) + "/streams/_default", ID)) {
      assertThat(appender.append(ID.row(1L), ID.row(2L)).hasAppendResult()).isTrue();
    }
    assertThat(ids(table)).containsExactly(List.of("1"), List.of("2"));
  }

  @Test
  default void committed_stream_rows_are_visible_when_answered_with_their_offset() {
    String table = newIdTable();
    WriteStream stream = newStream(table, WriteStream.Type.COMMITTED);
    try (Appender appender = new Appender(storage(), stream.getName(), ID)) {
      assertThat(appender.append(0L, ID.row(1L)).getAppendResult().getOffset().getValue()).isZero();
      assertThat(appender.append(1L, ID.row(2L)).getAppendResult().getOffset().getValue())
          .isEqualTo(1);
    }
    assertThat(ids(table)).containsExactly(List.of("1"), List.of("2"));
  }

  @Test
  default void an_offset_that_was_written_is_refused_as_existing() {
    WriteStream stream = newStream(newIdTable(), WriteStream.Type.COMMITTED);
    try (Appender appender = new Appender(storage(), stream.getName(), ID)) {
      appender.append(0L, ID.row(1L));
      assertThat(Appender.code(appender.append(0L, ID.row(1L)))).isEqualTo(Code.ALREADY_EXISTS);
    }
  }

  @Test
  default void rows_that_overlap_with_written_ones_are_refused_as_a_whole() {
    String table = newIdTable();
    WriteStream stream = newStream(table, WriteStream.Type.COMMITTED);
    try (Appender appender = new Appender(storage(), stream.getName(), ID)) {
      appender.append(0L, ID.row(1L), ID.row(2L));
      AppendRowsResponse overlapping = appender.append(1L, ID.row(2L), ID.row(3L));
      assertThat(Appender.code(overlapping)).isEqualTo(Code.ALREADY_EXISTS);
      assertThat(overlapping.getError().getMessage()).contains("expected offset 2, received 1");
      assertThat(appender.append(2L, ID.row(3L)).hasAppendResult()).isTrue();
    }
    assertThat(ids(table)).containsExactly(List.of("1"), List.of("2"), List.of("3"));
  }

  @Test
  default void requests_sent_without_waiting_are_judged_one_after_the_other() {
    String table = newIdTable();
    WriteStream stream = newStream(table, WriteStream.Type.COMMITTED);
    try (Appender appender = new Appender(storage(), stream.getName(), ID)) {
      appender.send(0L, ID.row(1L), ID.row(2L));
      appender.send(2L, ID.row(3L));
      appender.send(2L, ID.row(3L));
      appender.send(4L, ID.row(5L));
      appender.send(3L, ID.row(4L));
      assertThat(appender.answer().getAppendResult().getOffset().getValue()).isZero();
      assertThat(appender.answer().getAppendResult().getOffset().getValue()).isEqualTo(2);
      assertThat(Appender.code(appender.answer())).isEqualTo(Code.ALREADY_EXISTS);
      assertThat(Appender.code(appender.answer())).isEqualTo(Code.OUT_OF_RANGE);
      assertThat(appender.answer().getAppendResult().getOffset().getValue()).isEqualTo(3);
    }
    assertThat(ids(table)).containsExactly(List.of("1"), List.of("2"), List.of("3"), List.of("4"));
  }

  @Test
  default void an_offset_beyond_the_end_is_refused_as_out_of_range() {
    WriteStream stream = newStream(newIdTable(), WriteStream.Type.BUFFERED);
    try (Appender appender = new Appender(storage(), stream.getName(), ID)) {
      appender.append(0L, ID.row(1L));
      assertThat(Appender.code(appender.append(5L, ID.row(1L)))).isEqualTo(Code.OUT_OF_RANGE);
    }
  }

  @Test
  default void buffered_rows_are_visible_up_to_the_flushed_offset() {
    String table = newIdTable();
    WriteStream stream = newStream(table, WriteStream.Type.BUFFERED);
    try (Appender appender = new Appender(storage(), stream.getName(), ID)) {
      appender.append(0L, ID.row(1L), ID.row(2L), ID.row(3L));
      assertThat(ids(table)).isEmpty();
      assertThat(storage().flushRows(flush(stream, 1)).getOffset()).isEqualTo(1);
      assertThat(ids(table)).containsExactly(List.of("1"), List.of("2"));
      appender.append(3L, ID.row(4L));
      storage().flushRows(flush(stream, 3));
    }
    assertThat(ids(table)).hasSize(4);
  }

  @Test
  default void a_repeated_flush_is_refused_as_existing_and_shows_no_row_twice() {
    String table = newIdTable();
    WriteStream stream = newStream(table, WriteStream.Type.BUFFERED);
    try (Appender appender = new Appender(storage(), stream.getName(), ID)) {
      appender.append(0L, ID.row(1L), ID.row(2L), ID.row(3L));
    }
    storage().flushRows(flush(stream, 1));
    for (long offset : new long[] {1, 0}) {
      assertThatThrownBy(() -> storage().flushRows(flush(stream, offset)))
          .isInstanceOfSatisfying(
              ApiException.class,
              e ->
                  assertThat(e.getStatusCode().getCode())
                      .isEqualTo(StatusCode.Code.ALREADY_EXISTS));
    }
    storage().flushRows(flush(stream, 2));
    assertThat(ids(table)).containsExactly(List.of("1"), List.of("2"), List.of("3"));
  }

  @Test
  default void a_flush_beyond_the_end_is_out_of_range() {
    WriteStream stream = newStream(newIdTable(), WriteStream.Type.BUFFERED);
    assertThatThrownBy(() -> storage().flushRows(flush(stream, 0)))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> assertThat(e.getStatusCode().getCode()).isEqualTo(StatusCode.Code.OUT_OF_RANGE));
  }

  @Test
  default void pending_rows_are_visible_after_the_commit_of_the_finalized_stream() {
    String table = newIdTable();
    WriteStream stream = newStream(table, WriteStream.Type.PENDING);
    try (Appender appender = new Appender(storage(), stream.getName(), ID)) {
      appender.append(0L, ID.row(1L));
      appender.append(1L, ID.row(2L));
    }
    assertThat(storage().finalizeWriteStream(stream.getName()).getRowCount()).isEqualTo(2);
    assertThat(ids(table)).isEmpty();

    BatchCommitWriteStreamsResponse committed = commit(table, stream);
    assertThat(committed.hasCommitTime()).isTrue();
    assertThat(ids(table)).containsExactly(List.of("1"), List.of("2"));

    assertThat(commit(table, stream).getStreamErrorsList())
        .extracting(e -> e.getCode())
        .containsExactly(StorageErrorCode.STREAM_ALREADY_COMMITTED);
  }

  @Test
  default void a_stream_that_is_not_finalized_cannot_be_committed() {
    String table = newIdTable();
    WriteStream stream = newStream(table, WriteStream.Type.PENDING);
    assertThat(commit(table, stream).getStreamErrorsList())
        .extracting(e -> e.getCode())
        .containsExactly(StorageErrorCode.INVALID_STREAM_STATE);
  }

  @Test
  default void a_finalized_stream_takes_no_rows() {
    WriteStream stream = newStream(newIdTable(), WriteStream.Type.BUFFERED);
    storage().finalizeWriteStream(stream.getName());
    try (Appender appender = new Appender(storage(), stream.getName(), ID)) {
      AppendRowsResponse answer = appender.append(0L, ID.row(1L));
      assertThat(Appender.code(answer)).isEqualTo(Code.INVALID_ARGUMENT);
    }
  }

  @Test
  default void the_full_view_of_a_stream_shows_the_schema_of_its_table() {
    String table = newIdTable();
    WriteStream stream = newStream(table, WriteStream.Type.PENDING);
    WriteStream seen =
        storage()
            .getWriteStream(
                GetWriteStreamRequest.newBuilder()
                    .setName(stream.getName())
                    .setView(WriteStreamView.FULL)
                    .build());
    assertThat(seen.getType()).isEqualTo(WriteStream.Type.PENDING);
    assertThat(seen.getTableSchema().getFieldsList())
        .extracting(TableFieldSchema::getName, TableFieldSchema::getType)
        .containsExactly(tuple("id", TableFieldSchema.Type.INT64));
  }

  @Test
  default void appends_to_a_missing_table_end_with_not_found() {
    String stream = resource(newDataset() + ".missing") + "/streams/_default";
    assertThatThrownBy(
            () -> {
              try (Appender appender = new Appender(storage(), stream, ID)) {
                appender.append(ID.row(1L));
              }
            })
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> assertThat(e.getStatusCode().getCode()).isEqualTo(StatusCode.Code.NOT_FOUND));
  }
}
