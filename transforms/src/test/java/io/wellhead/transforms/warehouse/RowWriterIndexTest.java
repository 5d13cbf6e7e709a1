// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values by the index of their column, records and limits; read back by protobuf's own reader. */
class RowWriterIndexTest {
  private static final int ID = 0;
  private static final int TEXT = 1;
  private static final int JSON = 2;
  private static final int BYTES = 3;
  private static final int NUMERIC = 4;
  private static final int BIGNUMERIC = 5;
  private static final int FLOAT = 6;
  private static final int DATE = 7;
  private static final int TIME = 8;
  private static final int DATETIME = 9;
  private static final int AT = 10;
  private static final int TAGS = 11;
  private static final int PART = 12;
  private static final int PARTS = 13;
  private static final int FLAG = 14;

  private static final Column[] FIELDS = {
    new Column("code", ColumnType.STRING, true, ""),
    new Column("count", ColumnType.INT64, false, ""),
    Column.record(
        "inner", Column.Mode.NULLABLE, "", new Column("note", ColumnType.STRING, false, ""))
  };

  private static final TableDefinition TABLE =
      new TableDefinition(
          "test",
          "rows",
          "",
          List.of(
              new Column("id", ColumnType.INT64, true, ""),
              new Column("text", ColumnType.STRING, false, ""),
              new Column("json", ColumnType.JSON, false, ""),
              new Column("bytes", ColumnType.BYTES, false, ""),
              new Column("numeric", ColumnType.NUMERIC, false, ""),
              new Column("bignumeric", ColumnType.BIGNUMERIC, false, ""),
              new Column("float", ColumnType.FLOAT64, false, ""),
              new Column("date", ColumnType.DATE, false, ""),
              new Column("time", ColumnType.TIME, false, ""),
              new Column("datetime", ColumnType.DATETIME, false, ""),
              new Column("at", ColumnType.TIMESTAMP, false, ""),
              new Column("tags", ColumnType.STRING, Column.Mode.REPEATED, "", List.of()),
              Column.record("part", Column.Mode.NULLABLE, "", FIELDS),
              Column.record("parts", Column.Mode.REPEATED, "", FIELDS),
              new Column("flag", ColumnType.BOOL, false, "")),
          null,
          List.of(),
          List.of(),
          null);

  private final RowWriter row = new RowWriter(TABLE);

  @BeforeEach
  void startRow() {
    row.start();
    row.setLong(ID, 1);
  }

  @Test
  void recordsInRecords_ofAnyLength_areReadBackByProtobuf() throws Exception {
    String longText = "x".repeat(20_000);
    row.beginRecord(PART);
    row.setText(0, "one");
    row.beginRecord(2);
    row.setText(0, longText);
    row.endRecord();
    row.setLong(1, -1);
    row.endRecord();
    for (String code : List.of("", "a", "b".repeat(125), "c".repeat(126), longText)) {
      row.beginRecord(PARTS);
      row.setText(0, code);
      row.endRecord();
    }
    row.setBoolean(FLAG, true);
    DynamicMessage read = DynamicMessage.parseFrom(RowDescriptors.of(TABLE), row.finish());
    DynamicMessage part = (DynamicMessage) value(read, "part");
    assertThat(value(part, "code")).isEqualTo("one");
    assertThat(value(part, "count")).isEqualTo(-1L);
    assertThat(value((DynamicMessage) value(part, "inner"), "note")).isEqualTo(longText);
    assertThat((List<?>) value(read, "parts"))
        .extracting(each -> ((String) value((DynamicMessage) each, "code")).length())
        .containsExactly(0, 1, 125, 126, 20_000);
    assertThat(value(read, "flag")).isEqualTo(true);
  }

  @Test
  void repeatedColumn_takesOneElementWithEachCall() throws Exception {
    row.setText(TAGS, "a");
    row.setUtf8(TAGS, utf8("ü"));
    assertThat(value(read(), "tags")).isEqualTo(List.of("a", "ü"));
  }

  @Test
  void buffers_areNotConsumed() throws Exception {
    ByteBuffer slice = ByteBuffer.wrap(new byte[] {9, 1, 2, 9}, 1, 2);
    ByteBuffer direct = ByteBuffer.allocateDirect(2).put((byte) 5).put((byte) 6).flip();
    row.setBytes(BYTES, slice);
    row.setUtf8(TEXT, utf8("text"));
    assertThat(slice.position()).isEqualTo(1);
    assertThat(value(read(), "bytes")).isEqualTo(ByteString.copyFrom(new byte[] {1, 2}));
    startRow();
    row.setBytes(BYTES, direct.asReadOnlyBuffer());
    assertThat(value(read(), "bytes")).isEqualTo(ByteString.copyFrom(new byte[] {5, 6}));
  }

  @Test
  void requiredFieldOfARecord_isMissed_whereTheRecordIs() {
    row.beginRecord(PARTS);
    row.setLong(1, 5);
    assertThatThrownBy(row::endRecord)
        .isInstanceOfSatisfying(
            RowException.class, e -> assertThat(e.column()).isEqualTo("parts.code"))
        .hasMessage("test.rows.parts.code: a required value is missing");
    assertThatThrownBy(row::finish).hasMessage("a record was not ended");
    startRow();
    assertThatThrownBy(row::endRecord).hasMessage("no record was begun");
    assertThatThrownBy(() -> row.beginRecord(TEXT))
        .hasMessage("test.rows.text: expected STRING, found a record");
  }

  @Test
  void valueThatIsRefused_leavesItsColumnFree() throws Exception {
    assertThatThrownBy(() -> row.setDate(DATE, Long.MAX_VALUE)).isInstanceOf(RowException.class);
    row.setDate(DATE, LocalDate.of(2031, 2, 3).toEpochDay());
    assertThat(value(read(), "date")).isEqualTo((int) LocalDate.of(2031, 2, 3).toEpochDay());
    assertThatThrownBy(() -> row.setDate(DATE, 1)).hasMessageEndingWith("the column was set twice");
    assertThat(row.refuse(TIME, "no time"))
        .hasMessage("test.rows.time: no time")
        .returns("time", RowException::column);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0E+1000000000, 0",
    "0E-1000000000, 0",
    "-1.50, -1.50",
    "1E+28, 10000000000000000000000000000",
    "99999999999999999999999999999.999999999, 99999999999999999999999999999.999999999",
    "-99999999999999999999999999999.9999999990, -99999999999999999999999999999.999999999",
    "0.000000001000000, 0.000000001"
  })
  void numeric_withinItsLimits_isWrittenAsItsDigits(BigDecimal value, String text)
      throws Exception {
    row.setDecimal(NUMERIC, value);
    assertThat(value(read(), "numeric")).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "100000000000000000000000000000, is out of range of NUMERIC",
    "1E+1000000000, 1E+1000000000 is out of range of NUMERIC",
    "0.0000000001, 1E-10 has more than 9 digits behind the point",
    "1E-1000000000, 1E-1000000000 has more than 9 digits behind the point",
    "1.5000000005, 1.5000000005 has more than 9 digits behind the point"
  })
  void numeric_beyondItsLimits_isRefused(BigDecimal value, String why) {
    assertThatThrownBy(() -> row.setDecimal(NUMERIC, value))
        .hasMessageStartingWith("test.rows.numeric: ")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "578960446186580977117854925043439539266.34992332820282019728792003956564819967",
        "-578960446186580977117854925043439539266.34992332820282019728792003956564819968",
        "99999999999999999999999999999999999999.99999999999999999999999999999999999999",
        "1E-38"
      })
  void bignumeric_withinItsLimits_isWritten(BigDecimal value) throws Exception {
    row.setDecimal(BIGNUMERIC, value);
    assertThat(value(read(), "bignumeric")).isEqualTo(value.toPlainString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "578960446186580977117854925043439539266.34992332820282019728792003956564819968",
        "-578960446186580977117854925043439539266.34992332820282019728792003956564819969",
        "1E+39",
        "1E-39"
      })
  void bignumeric_beyondItsLimits_isRefused(BigDecimal value) {
    assertThatThrownBy(() -> row.setDecimal(BIGNUMERIC, value))
        .isInstanceOf(RowException.class)
        .hasMessageContaining("BIGNUMERIC");
  }

  @Test
  void decimalAndInteger_goWhereTheyFitExactly() throws Exception {
    startRow();
    row.setDecimal(FLOAT, new BigDecimal("0.10"));
    row.setLong(NUMERIC, Long.MIN_VALUE);
    DynamicMessage read = read();
    assertThat(value(read, "float")).isEqualTo(0.1);
    assertThat(value(read, "numeric")).isEqualTo("-9223372036854775808");
    row.start();
    row.setDecimal(ID, new BigDecimal("-9223372036854775808.0"));
    assertThat(value(read(), "id")).isEqualTo(Long.MIN_VALUE);
    row.start();
    for (String other : List.of("0.5", "9223372036854775808", "1E+1000000000")) {
      assertThatThrownBy(() -> row.setDecimal(ID, new BigDecimal(other)))
          .hasMessageContaining("is no integer of 64 bits");
    }
    for (String other : List.of("0.10000000000000000000001", "1E+400", "9007199254740993")) {
      assertThatThrownBy(() -> row.setDecimal(FLOAT, new BigDecimal(other)))
          .hasMessageContaining("has more digits than FLOAT64 keeps");
    }
  }

  @Test
  void datesAndTimes_beyondTheirLimits_areRefused() {
    long first = LocalDate.of(1, 1, 1).toEpochDay();
    long last = LocalDate.of(9999, 12, 31).toEpochDay();
    assertThatThrownBy(() -> row.setDate(DATE, first - 1)).hasMessageContaining("years 1 to 9999");
    assertThatThrownBy(() -> row.setDate(DATE, last + 1)).hasMessageContaining("years 1 to 9999");
    assertThatThrownBy(() -> row.setTime(TIME, -1)).hasMessageContaining("not within a day");
    assertThatThrownBy(() -> row.setTime(TIME, 86_400_000_000L))
        .hasMessage("test.rows.time: 86400000000 microseconds since midnight are not within a day");
    assertThatThrownBy(() -> row.setDateTime(DATETIME, last + 1, 0))
        .hasMessageContaining("years 1 to 9999");
    assertThatThrownBy(() -> row.setDateTime(DATETIME, last, -1))
        .hasMessageContaining("not within a day");
    assertThatThrownBy(() -> row.setTimestamp(AT, first * 86_400_000_000L - 1))
        .hasMessageContaining("years 1 to 9999");
    assertThatThrownBy(() -> row.setTimestamp(AT, (last + 1) * 86_400_000_000L))
        .hasMessageContaining("years 1 to 9999");
  }

  @Test
  void otherTypes_areRefused() {
    assertThatThrownBy(() -> row.setJson(TEXT, "{}"))
        .hasMessage("test.rows.text: expected STRING, found JSON text");
    assertThatThrownBy(() -> row.setText(NUMERIC, "1"))
        .hasMessage("test.rows.numeric: expected NUMERIC, found text");
    assertThatThrownBy(() -> row.setUtf8(BYTES, utf8("1")))
        .hasMessage("test.rows.bytes: expected BYTES, found text");
    assertThatThrownBy(() -> row.setBytes(JSON, utf8("1")))
        .hasMessage("test.rows.json: expected JSON, found bytes");
    assertThatThrownBy(() -> row.setDouble(NUMERIC, 1))
        .hasMessage("test.rows.numeric: expected NUMERIC, found a number");
    assertThatThrownBy(() -> row.setTime(DATETIME, 1))
        .hasMessage("test.rows.datetime: expected DATETIME, found a time of day");
  }

  private DynamicMessage read() throws Exception {
    return DynamicMessage.parseFrom(RowDescriptors.of(TABLE), row.finish());
  }

  private static Object value(DynamicMessage message, String field) {
    return message.getField(message.getDescriptorForType().findFieldByName(field));
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
