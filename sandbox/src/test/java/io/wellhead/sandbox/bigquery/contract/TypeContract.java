// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Column types: what a writer may send, what a query answers, what is refused. Source: Storage
 * Write API, "Supported protocol buffer data types"; REST reference, "QueryResponse".
 */
public interface TypeContract extends Service {
  private AppendRowsResponse append(String table, ProtoTable type, ByteString... rows) {
    try (Appender appender = new Appender(storage(), resource(table) + "/streams/_default", type)) {
      return appender.append(rows);
    }
  }

  private List<String> written(String columnType, ProtoTable type, Object value) {
    String table = newTable("{'name':'v','type':'" + columnType + "'}");
    AppendRowsResponse answer = append(table, type, type.row(value));
    assertThat(answer.hasAppendResult()).as(answer.toString()).isTrue();
    return query("SELECT v FROM " + table).get(0);
  }

  private static ByteString littleEndian(BigDecimal value, int scale) {
    byte[] bigEndian = value.setScale(scale).unscaledValue().toByteArray();
    byte[] reversed = new byte[bigEndian.length];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = bigEndian[bigEndian.length - 1 - i];
    }
    return ByteString.copyFrom(reversed);
  }

  @Test
  default void integers_take_the_whole_range_of_64_bits() {
    ProtoTable type = ProtoTable.of().int64("v");
    assertThat(written("INTEGER", type, Long.MIN_VALUE)).containsExactly("-9223372036854775808");
    assertThat(written("INT64", type, Long.MAX_VALUE)).containsExactly("9223372036854775807");
  }

  @Test
  default void bytes_come_back_as_base64() {
    assertThat(
            written(
                "BYTES", ProtoTable.of().bytes("v"), ByteString.copyFrom(new byte[] {0, -1, 16})))
        .containsExactly("AP8Q");
  }

  @Test
  default void strings_keep_every_character() {
    String text = "quote \" backslash \\ newline \n tab \t snow \u2603 horse \uD83D\uDC0E";
    assertThat(written("STRING", ProtoTable.of().string("v"), text)).containsExactly(text);
  }

  @Test
  default void timestamps_are_microseconds_and_come_back_as_seconds() {
    ProtoTable micros = ProtoTable.of().int64("v");
    assertThat(written("TIMESTAMP", micros, 1_704_067_200_000_000L)).containsExactly("1.7040672E9");
    assertThat(written("TIMESTAMP", micros, 1_704_067_200_123_456L))
        .containsExactly("1.704067200123456E9");
    assertThat(written("TIMESTAMP", ProtoTable.of().string("v"), "2024-01-01 01:00:00+01:00"))
        .containsExactly("1.7040672E9");
  }

  @Test
  default void dates_are_days_since_1970() {
    ProtoTable days = ProtoTable.of().field("v", FieldDescriptorProto.Type.TYPE_INT32);
    assertThat(written("DATE", days, (int) LocalDate.of(1, 1, 1).toEpochDay()))
        .containsExactly("0001-01-01");
    assertThat(written("DATE", ProtoTable.of().string("v"), "9999-12-31"))
        .containsExactly("9999-12-31");
  }

  @Test
  default void times_are_packed_or_text() {
    long packed = (13L << 32) | (14L << 26) | (15L << 20) | 16;
    assertThat(written("TIME", ProtoTable.of().int64("v"), packed))
        .containsExactly("13:14:15.000016");
    assertThat(written("TIME", ProtoTable.of().string("v"), "01:02:03"))
        .containsExactly("01:02:03");
  }

  @Test
  default void datetimes_are_packed_or_text() {
    long packed =
        (2024L << 46) | (2L << 42) | (29L << 37) | (13L << 32) | (14L << 26) | (15L << 20) | 16;
    assertThat(written("DATETIME", ProtoTable.of().int64("v"), packed))
        .containsExactly("2024-02-29T13:14:15.000016");
    assertThat(written("DATETIME", ProtoTable.of().string("v"), "2024-02-29 13:14:15"))
        .containsExactly("2024-02-29T13:14:15");
  }

  @Test
  default void numerics_are_exact_to_nine_decimals() {
    BigDecimal largest = new BigDecimal("99999999999999999999999999999.999999999");
    assertThat(written("NUMERIC", ProtoTable.of().bytes("v"), littleEndian(largest, 9)))
        .containsExactly(largest.toPlainString());
    assertThat(written("NUMERIC", ProtoTable.of().string("v"), "-1.50")).containsExactly("-1.5");
  }

  @Test
  default void bignumerics_are_exact_to_38_decimals() {
    BigInteger limit = BigInteger.ONE.shiftLeft(255);
    for (BigInteger digits :
        List.of(BigInteger.TWO.negate(), limit.negate(), limit.subtract(BigInteger.ONE))) {
      BigDecimal value = new BigDecimal(digits, 38);
      assertThat(written("BIGNUMERIC", ProtoTable.of().bytes("v"), littleEndian(value, 38)))
          .containsExactly(value.toPlainString());
    }
  }

  @Test
  default void floats_keep_special_values() {
    ProtoTable type = ProtoTable.of().field("v", FieldDescriptorProto.Type.TYPE_DOUBLE);
    assertThat(written("FLOAT", type, 0.1)).containsExactly("0.1");
    assertThat(written("FLOAT64", type, Double.NaN)).containsExactly("NaN");
    assertThat(written("FLOAT64", type, Double.NEGATIVE_INFINITY)).containsExactly("-Infinity");
  }

  @Test
  default void booleans_come_back_as_text() {
    ProtoTable type = ProtoTable.of().field("v", FieldDescriptorProto.Type.TYPE_BOOL);
    assertThat(written("BOOLEAN", type, true)).containsExactly("true");
  }

  @Test
  default void geography_is_well_known_text() {
    assertThat(written("GEOGRAPHY", ProtoTable.of().string("v"), "POINT(1 2)"))
        .containsExactly("POINT(1 2)");
  }

  @Test
  default void json_is_kept_and_what_is_not_json_is_refused() {
    assertThat(written("JSON", ProtoTable.of().string("v"), "{\"a\":[1,2]}"))
        .containsExactly("{\"a\":[1,2]}");
    String table = newTable("{'name':'v','type':'JSON'}");
    ProtoTable type = ProtoTable.of().string("v");
    assertThat(append(table, type, type.row("{\"a\":")).getRowErrorsCount()).isEqualTo(1);
  }

  @Test
  default void ranges_have_a_start_and_an_end() {
    String table = newTable("{'name':'v','type':'RANGE','rangeElementType':{'type':'DATE'}}");
    ProtoTable type = ProtoTable.of().record("v", ProtoTable.of().string("start").string("end"));
    append(table, type, type.row(List.of("2024-01-01", "2024-02-01")));
    assertThat(query("SELECT v FROM " + table)).hasSize(1);
  }

  @Test
  default void records_and_lists_nest() {
    String table =
        newTable(
            "{'name':'id','type':'INTEGER'},{'name':'tags','type':'STRING','mode':'REPEATED'},"
                + "{'name':'well','type':'RECORD','fields':[{'name':'name','type':'STRING'},"
                + "{'name':'stages','type':'RECORD','mode':'REPEATED','fields':["
                + "{'name':'number','type':'INTEGER'},{'name':'started','type':'TIMESTAMP'}]}]}");
    ProtoTable stage = ProtoTable.of().int64("number").int64("started");
    ProtoTable type =
        ProtoTable.of()
            .int64("id")
            .repeated("tags", FieldDescriptorProto.Type.TYPE_STRING)
            .record("well", ProtoTable.of().string("name").records("stages", stage));
    append(
        table,
        type,
        type.row(
            1L,
            List.of("a", "b"),
            List.of("A-1", List.of(List.of(7L, 0L), List.of(8L, 1_000_000L)))),
        type.row(2L));
    assertThat(query("SELECT tags, well FROM " + table + " ORDER BY id"))
        .containsExactly(
            List.of(
                "[{\"v\":\"a\"},{\"v\":\"b\"}]",
                "{\"f\":[{\"v\":\"A-1\"},{\"v\":[{\"v\":{\"f\":[{\"v\":\"7\"},{\"v\":\"0.0\"}]}},"
                    + "{\"v\":{\"f\":[{\"v\":\"8\"},{\"v\":\"1.0\"}]}}]}]}"),
            List.of("[]", "null"));
  }

  @Test
  default void a_bad_row_is_named_and_no_row_of_its_request_is_written() {
    String table =
        newTable("{'name':'id','type':'INTEGER','mode':'REQUIRED'},{'name':'d','type':'DATE'}");
    ProtoTable type = ProtoTable.of().int64("id").string("d");
    AppendRowsResponse answer =
        append(
            table,
            type,
            type.row(1L, "2024-01-01"),
            type.row(null, "2024-01-01"),
            type.row(3L, "tomorrow"));
    assertThat(Appender.code(answer)).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(answer.getRowErrorsList()).extracting(e -> e.getIndex()).containsExactly(1L, 2L);
    assertThat(query("SELECT count(*) FROM " + table)).containsExactly(List.of("0"));
  }

  @Test
  default void fields_that_the_table_does_not_have_are_a_schema_mismatch()
      throws InvalidProtocolBufferException {
    String table = newTable("{'name':'id','type':'INTEGER'}");
    ProtoTable type = ProtoTable.of().int64("id").string("extra");
    AppendRowsResponse answer = append(table, type, type.row(1L, "x"));
    assertThat(Appender.code(answer)).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(answer.getError().getDetails(0).unpack(StorageError.class).getCode())
        .isEqualTo(StorageErrorCode.SCHEMA_MISMATCH_EXTRA_FIELDS);
  }

  @Test
  default void columns_that_a_writer_leaves_out_are_null() {
    String table = newTable("{'name':'id','type':'INTEGER'},{'name':'note','type':'STRING'}");
    ProtoTable type = ProtoTable.of().int64("id");
    append(table, type, type.row(1L));
    assertThat(query("SELECT id, note FROM " + table)).containsExactly(List.of("1", "null"));
  }

  @Test
  default void fields_unknown_to_the_writers_own_schema_are_ignored() {
    String table = newTable("{'name':'id','type':'INTEGER'}");
    ProtoTable type = ProtoTable.of().int64("id");
    ByteString unknown = ProtoTable.of().int64("id").string("more").row(1L, "x");
    assertThat(append(table, type, unknown).hasAppendResult()).isTrue();
    assertThat(query("SELECT id FROM " + table)).containsExactly(List.of("1"));
  }

  @Test
  default void text_longer_than_its_column_is_refused() {
    String table = newTable("{'name':'v','type':'STRING','maxLength':'3'}");
    ProtoTable type = ProtoTable.of().string("v");
    assertThat(append(table, type, type.row("abc")).hasAppendResult()).isTrue();
    assertThat(append(table, type, type.row("abcd")).getRowErrorsCount()).isEqualTo(1);
  }
}
