// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The bytes are read back by protobuf's own reader. */
class RowWriterTest {
  private static final TableDefinition TABLE =
      table(
          List.of(),
          column("id", ColumnType.INT64, true),
          column("text", ColumnType.STRING, false),
          column("json", ColumnType.JSON, false),
          column("bytes", ColumnType.BYTES, false),
          column("number", ColumnType.FLOAT64, false),
          column("flag", ColumnType.BOOL, false),
          column("at", ColumnType.TIMESTAMP, false));
  private static final TableDefinition KEYED =
      table(
          List.of("id"),
          column("id", ColumnType.INT64, true),
          column("text", ColumnType.STRING, false),
          column("updated_at", ColumnType.TIMESTAMP, true),
          column("change_sequence", ColumnType.STRING, true));

  private final RowWriter row = new RowWriter(TABLE);

  @Property(tries = 300)
  void everyType_isReadBackByProtobuf(
      @ForAll long id,
      @ForAll double number,
      @ForAll boolean flag,
      @ForAll byte[] bytes,
      @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long second,
      @ForAll int nano)
      throws Exception {
    Instant at = Instant.ofEpochSecond(second, Math.floorMod(nano, 1_000_000_000));
    String text = "düse " + id + " \uD83D\uDE00";
    RowWriter writer = new RowWriter(TABLE);
    writer.start();
    writer
        .set("at", at)
        .set("flag", flag)
        .set("number", number)
        .set("bytes", bytes)
        .set("json", "{\"a\":1}")
        .set("text", text)
        .set("id", id);
    Map<String, Object> read = read(TABLE, writer.finish());
    assertThat(read)
        .containsEntry("id", id)
        .containsEntry("text", text)
        .containsEntry("json", "{\"a\":1}")
        .containsEntry("bytes", ByteString.copyFrom(bytes))
        .containsEntry("number", number)
        .containsEntry("flag", flag)
        .containsEntry("at", at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000);
  }

  @Test
  void set_null_leavesTheColumnOut() throws Exception {
    row.start();
    Map<String, Object> read = read(TABLE, row.set("id", 1).set("text", null).finish());
    assertThat(read).containsOnlyKeys("id");
  }

  @Test
  void set_boxedAndNarrowNumbers_goWhereTheirTypeFits() throws Exception {
    row.start();
    Object boxed = 7;
    row.set("id", boxed).set("number", 3L);
    assertThat(read(TABLE, row.finish())).containsEntry("id", 7L).containsEntry("number", 3.0);
  }

  @Test
  void setBytes_onTextColumn_takesUtf8AsItIs() throws Exception {
    byte[] json = "[{\"x\":\"ü\"}]".getBytes(StandardCharsets.UTF_8);
    row.start();
    row.set("id", 1).setBytes("json", json, 1, json.length - 2);
    assertThat(read(TABLE, row.finish())).containsEntry("json", "{\"x\":\"ü\"}");
  }

  @Test
  void start_emptiesTheRow() throws Exception {
    row.start();
    row.set("id", 1).set("text", "first").finish();
    row.start();
    assertThat(read(TABLE, row.set("id", 2).finish())).isEqualTo(Map.of("id", 2L));
  }

  @Test
  void set_otherType_namesTableColumnAndBothTypes() {
    row.start();
    assertThatThrownBy(() -> row.set("number", "NaN"))
        .isInstanceOf(RowException.class)
        .hasMessage("test.rows.number: expected FLOAT64, found text");
    assertThatThrownBy(() -> row.set("text", 1.5))
        .hasMessage("test.rows.text: expected STRING, found a number");
    assertThatThrownBy(() -> row.set("id", 1.5))
        .hasMessage("test.rows.id: expected INT64, found a number")
        .isInstanceOfSatisfying(RowException.class, e -> assertThat(e.column()).isEqualTo("id"));
    assertThatThrownBy(() -> row.set("at", 5L))
        .hasMessage("test.rows.at: expected TIMESTAMP, found an integer");
  }

  @Test
  void set_valueOutOfRange_isRefused() {
    row.start();
    assertThatThrownBy(() -> row.set("number", (1L << 53) + 1)).hasMessageContaining("2^53");
    assertThatThrownBy(() -> row.set("at", Instant.parse("+10000-01-01T00:00:00Z")))
        .hasMessageContaining("years 1 to 9999");
    assertThatThrownBy(() -> row.setEpochSecond("at", Long.MAX_VALUE))
        .hasMessageContaining("years 1 to 9999");
  }

  @Test
  void set_twice_isRefused() {
    row.start();
    row.set("id", 1);
    assertThatThrownBy(() -> row.set("id", 1)).hasMessage("test.rows.id: the column was set twice");
  }

  @Test
  void set_unknownColumn_isAMistakeOfTheProgram() {
    row.start();
    assertThatThrownBy(() -> row.set("nowhere", 1))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("test.rows has no column nowhere");
  }

  @Test
  void finish_withoutRequiredColumn_isRefused() {
    row.start();
    row.set("text", "x");
    assertThatThrownBy(row::finish).hasMessage("test.rows.id: a required value is missing");
  }

  @Test
  void finish_rowBeyondTheLimit_isRefused() {
    row.start();
    row.set("id", 1).set("bytes", new byte[RowWriter.MAX_ROW_BYTES]);
    assertThatThrownBy(row::finish)
        .isInstanceOf(RowException.class)
        .hasMessageContaining("9500007 bytes")
        .hasMessageContaining("at most 9500000");
  }

  @Test
  void finish_change_carriesKindSequenceAndTheirVisibleCopies() throws Exception {
    ChangeSequence sequence = ChangeSequence.of(1, 2, 3, 4);
    Instant now = Instant.parse("2031-02-03T04:05:06Z");
    RowWriter keyed = new RowWriter(KEYED);
    keyed.start();
    keyed.set("id", 5).set("text", "x");
    assertThat(read(KEYED, keyed.finish(RowChange.upsert(sequence), now)))
        .isEqualTo(
            Map.of(
                "id",
                5L,
                "text",
                "x",
                "updated_at",
                now.getEpochSecond() * 1_000_000,
                "change_sequence",
                sequence.toString(),
                "_CHANGE_TYPE",
                "UPSERT",
                "_CHANGE_SEQUENCE_NUMBER",
                sequence.toString()));
    keyed.start();
    keyed.set("id", 5);
    assertThat(read(KEYED, keyed.finish(RowChange.delete(sequence), now)))
        .containsEntry("_CHANGE_TYPE", "DELETE")
        .doesNotContainKey("text");
  }

  @Test
  void finish_deleteWithoutKey_isRefused() {
    RowWriter keyed = new RowWriter(KEYED);
    keyed.start();
    assertThatThrownBy(() -> keyed.finish(RowChange.delete(ChangeSequence.of(1)), Instant.EPOCH))
        .hasMessage("test.rows.id: a required value is missing");
  }

  @Test
  void finish_tableThatNamesItsOwnBookkeeping_getsThatAndNoOther() throws Exception {
    List<Column> columns =
        List.of(
            column("id", ColumnType.INT64, true),
            column("_metadata_sequence", ColumnType.STRING, false),
            column("updated_at", ColumnType.TIMESTAMP, false));
    TableDefinition own =
        TableDefinition.builder(new TableName("test", "own"), columns)
            .primaryKey(List.of("id"))
            .sequenceColumn("_metadata_sequence")
            .build();
    RowWriter keyed = new RowWriter(own);
    keyed.start();
    keyed.set("id", 5);
    ChangeSequence sequence = ChangeSequence.of(7);
    assertThat(read(own, keyed.finish(RowChange.upsert(sequence), Instant.EPOCH)))
        .containsEntry("_metadata_sequence", sequence.toString())
        .containsEntry("_CHANGE_SEQUENCE_NUMBER", sequence.toString())
        .doesNotContainKey("updated_at");
    TableDefinition none =
        new TableDefinition(
            "test", "none", "", columns.subList(0, 1), null, List.of(), List.of("id"), null);
    RowWriter bare = new RowWriter(none);
    bare.start();
    bare.set("id", 5);
    assertThat(read(none, bare.finish(RowChange.upsert(sequence), Instant.EPOCH)))
        .containsOnlyKeys("id", "_CHANGE_TYPE", "_CHANGE_SEQUENCE_NUMBER");
    assertThatThrownBy(() -> own.withColumns(columns.subList(0, 1)))
        .hasMessage("test.own has no column _metadata_sequence of type STRING");
  }

  private static Map<String, Object> read(TableDefinition table, byte[] bytes)
      throws InvalidProtocolBufferException {
    Descriptor descriptor = RowDescriptors.of(table);
    DynamicMessage message = DynamicMessage.parseFrom(descriptor, bytes);
    assertThat(message.getUnknownFields().asMap()).isEmpty();
    Map<String, Object> values = new HashMap<>();
    message.getAllFields().forEach((field, value) -> values.put(field.getName(), value));
    return values;
  }

  private static TableDefinition table(List<String> key, Column... columns) {
    return new TableDefinition(
        "test", "rows", "Rows of a test.", List.of(columns), null, List.of(), key, null);
  }

  private static Column column(String name, ColumnType type, boolean required) {
    return new Column(name, type, required, name);
  }
}
