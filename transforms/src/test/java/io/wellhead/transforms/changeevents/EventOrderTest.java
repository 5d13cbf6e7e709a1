// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.warehouse.ChangeSequence;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventOrderTest {
  private static final String FIRST = "0d2f6a11-3c55-4f0a-8a77-9e2100000000";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "backfill row, 1762365601000, '', 0, INSERT, false, 00000000, 0000019A552CF4E8/0000000000000000/0000000000000000/0000000100000000",
    "insert, 1762366779000, mysql-bin.000123, 51287, INSERT, false, 00000000, 0000019A553EEE78/000000000000007B/000000000000C857/0000000100000000",
    "update, 1762367026000, mysql-bin.000123, 51888, UPDATE-INSERT, false, 00000001, 0000019A5542B350/000000000000007B/000000000000CAB0/0000000100000001",
    "key change old key, 1762367100000, mysql-bin.000123, 52410, UPDATE-DELETE, true, 00000010, 0000019A5543D460/000000000000007B/000000000000CCBA/0000000000000002",
    "key change new key, 1762367100000, mysql-bin.000123, 52410, UPDATE-INSERT, false, 00000011, 0000019A5543D460/000000000000007B/000000000000CCBA/0000000100000003",
    "delete, 1762367467000, mysql-bin.000124, 157, DELETE, true, 00000100, 0000019A55496DF8/000000000000007C/000000000000009D/0000000000000004"
  })
  void mysql_isFileAndPosition(
      String event,
      long millis,
      String file,
      long position,
      String changeType,
      boolean deleted,
      String ordinal,
      String expected) {
    Map<String, Object> fields = fields(changeType, deleted);
    fields.put("log_file", file);
    fields.put("log_position", position);

    assertThat(order(fields, "mysql-cdc-binlog", List.of(millis, file, position), millis, ordinal))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "backfill row, 1762365602801, '', INSERT, false, 00000000, 0000019A552CFBF1/0000000000000000/0000000000000000/0000000000000001",
    "insert, 1762367011393, BD/A0007310, INSERT, false, 00000000, 0000019A55427A41/000000BDA0007310/0000000000000000/0000000000000001",
    "update, 1762367020017, BD/A0009C48, UPDATE, false, 00000001, 0000019A55429BF1/000000BDA0009C48/0000000000000000/0000000000000003",
    "delete, 1762369320500, BE/000000D8, DELETE, true, 00000010, 0000019A5565B634/000000BE000000D8/0000000000000000/0000000000000004"
  })
  void postgresql_isLsn(
      String event,
      long millis,
      String lsn,
      String changeType,
      boolean deleted,
      String ordinal,
      String expected) {
    Map<String, Object> fields = fields(changeType, deleted);
    fields.put("lsn", lsn);

    assertThat(order(fields, "postgresql-cdc", List.of(millis, lsn), millis, ordinal))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "backfill row, 1762365604000, 1762365604, 0, READ, 00000000, 0000019A552D00A0/0000000000000000/0000000000000000/0000000000000001",
    "insert, 1762366810184, 1762366810, 184498000, CREATE, 00000000, 0000019A553F6848/0000000000079950/0000000000000000/0000000000000001",
    "update, 1762366860002, 1762366860, 2000000, UPDATE, 00000001, 0000019A55402AE2/0000000000000000/0000000000000000/0000000000000003",
    "delete, 1762366960750, 1762366960, 750000000, DELETE, 00000010, 0000019A5541B46E/0000000000000000/0000000000000000/0000000000000004"
  })
  void mongodb_isSecondsAndNanos(
      String event,
      long millis,
      long seconds,
      long nanos,
      String changeType,
      String ordinal,
      String expected) {
    Map<String, Object> fields = fields(changeType, changeType.equals("DELETE"));
    fields.put("collection", "program_metadata");

    assertThat(order(fields, "cdc", List.of(seconds, nanos), millis, ordinal)).isEqualTo(expected);
  }

  @Test
  void oracle_isScnRecordSetAndStatement() {
    Map<String, Object> fields = fields("UPDATE", false);
    fields.put("scn", 7044834L);
    fields.put("rs_id", " 0x0000d5.00000002.0010 ");
    fields.put("ssn", 0L);

    assertThat(order(fields, "oracle-cdc-logminer", List.of(), 0x17858ED6058L, "00000000"))
        .isEqualTo("0000017858ED6058/00000000006B7EE2/000000D500000002/0010000000008000");
  }

  @Test
  void sqlserver_isLsn() {
    Map<String, Object> fields = fields("INSERT", false);
    fields.put("lsn", "00000025:00000728:0003");

    assertThat(order(fields, "cdc", List.of(), 0x17DF01C4578L, "00000000"))
        .isEqualTo("0000017DF01C4578/0000002500000728/0000000000000003/0000000000000001");
  }

  @ParameterizedTest(name = "{0} before {1}")
  @CsvSource({
    "mysql-bin.999999, mysql-bin.1000000",
    "mysql-bin.000009, mysql-bin.000010",
    "'', mysql-bin.000001"
  })
  void binlogs_sortByNumber(String earlier, String later) {
    assertThat(mysqlAt(earlier)).isLessThan(mysqlAt(later));
  }

  @ParameterizedTest(name = "{0} before {1}")
  @CsvSource({"9/FFFFFFF0, A/10", "F/FFFFFFFF, 10/0", "BD/A0007310, BD/A0009C48"})
  void lsns_sortByNumber(String earlier, String later) {
    assertThat(postgresAt(earlier)).isLessThan(postgresAt(later));
  }

  @Test
  void timesBefore1970_areNotTheHighest() {
    Map<String, Object> fields = fields("INSERT", false);
    fields.put("lsn", "0/1");

    assertThat(order(fields, "postgresql-cdc", List.of(), -5, "00000000"))
        .startsWith("0000000000000000/");
  }

  @Test
  void uuidOfAnotherForm_hasNoOrdinal() {
    Map<String, Object> fields = fields("INSERT", false);
    fields.put("lsn", "0/1");

    assertThat(order(fields, "postgresql-cdc", List.of(), 5, "deadbeef"))
        .endsWith("/0000000000000001");
  }

  private static ChangeSequence mysqlAt(String file) {
    Map<String, Object> fields = fields("UPDATE-INSERT", false);
    fields.put("log_file", file);
    fields.put("log_position", 4L);
    return ChangeSequence.parse(order(fields, "mysql-cdc-binlog", List.of(), 5, "00000000"));
  }

  private static ChangeSequence postgresAt(String lsn) {
    Map<String, Object> fields = fields("UPDATE", false);
    fields.put("lsn", lsn);
    return ChangeSequence.parse(order(fields, "postgresql-cdc", List.of(), 5, "00000000"));
  }

  private static String order(
      Map<String, Object> fields,
      String readMethod,
      List<Object> sortKeys,
      long millis,
      String ordinal) {
    SourceMetadata source = new SourceMetadata(SourceKind.of(fields, readMethod), fields);
    String uuid = FIRST.substring(0, FIRST.length() - 8) + ordinal;
    return EventOrder.of(source, sortKeys, Instant.ofEpochMilli(millis), uuid).toString();
  }

  private static Map<String, Object> fields(String changeType, boolean deleted) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("change_type", changeType);
    fields.put("is_deleted", deleted);
    return fields;
  }
}
