// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Upserts, deletes and their order. Source: BigQuery, "Stream table updates with change data
 * capture".
 */
public interface UpsertContract extends Service {
  ProtoTable ROW =
      ProtoTable.of()
          .int64("id")
          .string("name")
          .string("_CHANGE_TYPE")
          .string("_CHANGE_SEQUENCE_NUMBER");

  private String newKeyedTable() {
    return newTable(
        "{'name':'id','type':'INTEGER','mode':'REQUIRED'},{'name':'name','type':'STRING','mode':'REQUIRED'}",
        "id");
  }

  private AppendRowsResponse append(String table, ByteString... rows) {
    try (Appender appender = new Appender(storage(), resource(table) + "/streams/_default", ROW)) {
      return appender.append(rows);
    }
  }

  private void apply(String table, ByteString... rows) {
    AppendRowsResponse answer = append(table, rows);
    assertThat(answer.hasAppendResult()).as(answer.toString()).isTrue();
  }

  private List<List<String>> rows(String table) {
    return query("SELECT id, name FROM " + table + " ORDER BY id");
  }

  @Test
  default void an_upsert_inserts_and_replaces() {
    String table = newKeyedTable();
    apply(table, ROW.row(1L, "a", "UPSERT"), ROW.row(2L, "b", "UPSERT"));
    apply(table, ROW.row(1L, "c", "UPSERT"));
    assertThat(rows(table)).containsExactly(List.of("1", "c"), List.of("2", "b"));
  }

  @Test
  default void a_delete_needs_its_key_only() {
    String table = newKeyedTable();
    apply(table, ROW.row(1L, "a", "UPSERT"), ROW.row(2L, "b", "UPSERT"));
    apply(table, ROW.row(1L, null, "DELETE"), ROW.row(3L, null, "DELETE"));
    assertThat(rows(table)).containsExactly(List.of("2", "b"));
  }

  @Test
  default void the_highest_sequence_number_wins_in_any_order_of_arrival() {
    String table = newKeyedTable();
    apply(table, ROW.row(1L, "ten", "UPSERT", "A"), ROW.row(1L, "nine", "UPSERT", "9"));
    apply(table, ROW.row(1L, "two", "UPSERT", "2"));
    assertThat(rows(table)).containsExactly(List.of("1", "ten"));
    apply(table, ROW.row(1L, "sixteen", "UPSERT", "10"));
    assertThat(rows(table)).containsExactly(List.of("1", "sixteen"));
  }

  @Test
  default void sections_are_compared_as_numbers_from_left_to_right() {
    String table = newKeyedTable();
    apply(
        table,
        ROW.row(1L, "low", "UPSERT", "1/FF/FF/FF"),
        ROW.row(1L, "high", "UPSERT", "2/0/0/0"));
    apply(table, ROW.row(1L, "lower", "UPSERT", "1/FFFFFFFFFFFFFFFF/0/0"));
    assertThat(rows(table)).containsExactly(List.of("1", "high"));
    apply(table, ROW.row(1L, "higher", "UPSERT", "2/0/0/1"));
    assertThat(rows(table)).containsExactly(List.of("1", "higher"));
    apply(table, ROW.row(1L, "unsigned", "UPSERT", "8000000000000000"));
    assertThat(rows(table)).containsExactly(List.of("1", "unsigned"));
  }

  @Test
  default void among_equal_sequence_numbers_the_last_wins() {
    String table = newKeyedTable();
    apply(table, ROW.row(1L, "first", "UPSERT", "5"), ROW.row(1L, "second", "UPSERT", "05"));
    assertThat(rows(table)).containsExactly(List.of("1", "second"));
    apply(table, ROW.row(1L, "third", "UPSERT", "5"));
    assertThat(rows(table)).containsExactly(List.of("1", "third"));
  }

  @Test
  default void a_late_upsert_does_not_bring_back_what_was_deleted() {
    String table = newKeyedTable();
    apply(table, ROW.row(1L, null, "DELETE", "5"));
    apply(table, ROW.row(1L, "late", "UPSERT", "4"));
    assertThat(rows(table)).isEmpty();
    apply(table, ROW.row(1L, "newer", "UPSERT", "6"));
    assertThat(rows(table)).containsExactly(List.of("1", "newer"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"G", "", "/1", "1/", "1/2/3/4/5", "12345678901234567", "0x1", "1-2"})
  default void a_sequence_number_of_another_form_is_a_row_error(String sequence) {
    String table = newKeyedTable();
    AppendRowsResponse answer = append(table, ROW.row(1L, "a", "UPSERT", sequence));
    assertThat(answer.getRowErrorsList()).extracting(e -> e.getIndex()).containsExactly(0L);
    assertThat(rows(table)).isEmpty();
  }

  @Test
  default void an_unknown_change_type_is_a_row_error() {
    AppendRowsResponse answer = append(newKeyedTable(), ROW.row(1L, "a", "INSERT"));
    assertThat(answer.getRowErrorsCount()).isEqualTo(1);
  }

  @Test
  default void an_upsert_without_a_required_column_is_a_row_error() {
    AppendRowsResponse answer = append(newKeyedTable(), ROW.row(1L, null, "UPSERT"));
    assertThat(answer.getRowErrorsCount()).isEqualTo(1);
  }

  @Test
  default void a_table_without_a_primary_key_takes_no_changes() {
    String table = newTable("{'name':'id','type':'INTEGER'},{'name':'name','type':'STRING'}");
    assertThat(Appender.code(append(table, ROW.row(1L, "a", "UPSERT"))))
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  default void changes_are_accepted_on_the_default_stream_only() {
    String table = newKeyedTable();
    WriteStream stream =
        storage()
            .createWriteStream(
                resource(table),
                WriteStream.newBuilder().setType(WriteStream.Type.COMMITTED).build());
    try (Appender appender = new Appender(storage(), stream.getName(), ROW)) {
      assertThat(Appender.code(appender.append(ROW.row(1L, "a", "UPSERT"))))
          .isEqualTo(Code.INVALID_ARGUMENT);
    }
  }

  @Test
  default void a_key_may_have_several_columns() {
    String table =
        newTable("{'name':'id','type':'INTEGER'},{'name':'name','type':'STRING'}", "id", "name");
    apply(
        table, ROW.row(1L, "a", "UPSERT"), ROW.row(1L, "b", "UPSERT"), ROW.row(1L, "a", "UPSERT"));
    apply(table, ROW.row(1L, "b", "DELETE"));
    assertThat(rows(table)).containsExactly(List.of("1", "a"));
  }
}
