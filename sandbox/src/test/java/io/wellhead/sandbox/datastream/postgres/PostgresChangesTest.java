// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.sandbox.datastream.postgres.FileEvents.Seen;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PostgresChangesTest {
  @TempDir Path folder;

  @RegisterExtension
  final PostgresChangesExtension postgres =
      new PostgresChangesExtension(() -> PostgresChanges.into(folder.resolve("files")));

  @Test
  void changes_comeWithTheirCommitAndPosition() throws Exception {
    execute("CREATE TABLE t (a int, id int PRIMARY KEY, b text DEFAULT 'x')");
    execute("INSERT INTO t VALUES (7, 1, 'one'), (8, 2, NULL)");
    execute("UPDATE t SET b = 'uno' WHERE id = 1");
    execute("DELETE FROM t WHERE id = 1");

    List<Seen> events = flushed();

    assertThat(events)
        .extracting(event -> event.change() + " " + event.row())
        .containsExactly(
            "INSERT {a=7, id=1, b=one}",
            "INSERT {a=8, id=2, b=null}",
            "UPDATE {a=7, id=1, b=uno}",
            "DELETE {a=null, id=1, b=null}");
    assertThat(events).allMatch(event -> event.keys().equals(List.of("id")));
    assertThat(events).allMatch(event -> event.object().equals("public_t"));
    for (int i = 1; i < events.size(); i++) {
      assertThat(events.get(i).isNewerThan(events.get(i - 1))).as(events.toString()).isTrue();
    }
  }

  @Test
  void changeOfTheKey_isADeleteAndAnInsert_ofOnePosition() throws Exception {
    execute("CREATE TABLE t (id int PRIMARY KEY, b text)");
    execute("INSERT INTO t VALUES (1, 'one')");
    execute("UPDATE t SET id = 9 WHERE id = 1");

    List<Seen> events = flushed();

    assertThat(events)
        .extracting(event -> event.change() + " " + event.row())
        .containsExactly("INSERT {id=1, b=one}", "DELETE {id=1, b=null}", "INSERT {id=9, b=one}");
    assertThat(events.get(1).lsn()).isEqualTo(events.get(2).lsn());
  }

  @Test
  void delete_tellsTheWholeRow_ifTheIdentityIsFull() throws Exception {
    execute("CREATE TABLE t (id int PRIMARY KEY, b text)");
    execute("ALTER TABLE t REPLICA IDENTITY FULL");
    execute("INSERT INTO t VALUES (1, 'one')");
    execute("DELETE FROM t");

    assertThat(flushed().get(1).row()).isEqualTo(Map.of("id", "1", "b", "one"));
  }

  @Test
  void largeValue_thatAnUpdateLeaves_isNotTold() throws Exception {
    execute("CREATE TABLE t (id int PRIMARY KEY, small text, large text)");
    execute("ALTER TABLE t ALTER large SET STORAGE EXTERNAL");
    execute("INSERT INTO t VALUES (1, 'a', repeat('x', 10000))");
    execute("UPDATE t SET small = 'b'");

    List<Seen> events = flushed();

    assertThat(events.get(0).row().get("large")).hasSize(10_000);
    assertThat(events.get(1).row()).containsEntry("small", "b").containsEntry("large", null);
  }

  @Test
  void columns_thatAreAddedAndWidened_giveOtherSchemas() throws Exception {
    execute("CREATE TABLE t (id int PRIMARY KEY, n int)");
    execute("INSERT INTO t VALUES (1, 10)");
    execute("ALTER TABLE t ADD COLUMN b boolean");
    execute("INSERT INTO t VALUES (2, 20, true)");
    execute("ALTER TABLE t ALTER n TYPE bigint");
    execute("INSERT INTO t VALUES (3, 5000000000, false)");
    execute("ALTER TABLE t ALTER n TYPE numeric");
    execute("INSERT INTO t VALUES (4, 0.125, NULL)");
    execute("ALTER TABLE t DROP COLUMN b");
    execute("UPDATE t SET n = n + 1 WHERE id = 4");

    List<Seen> events = flushed();

    assertThat(events).extracting(Seen::schemaKey).doesNotHaveDuplicates();
    assertThat(events)
        .extracting(event -> event.row().toString())
        .containsExactly(
            "{id=1, n=10}",
            "{id=2, n=20, b=true}",
            "{id=3, n=5000000000, b=false}",
            "{id=4, n=0.125, b=null}",
            "{id=4, n=1.125}");
  }

  @Test
  void backfill_tellsTheSameAsTheLog_ofEveryType() throws Exception {
    execute("CREATE TYPE mood AS ENUM ('glad', 'so so')");
    execute(
        """
        CREATE TABLE t (id serial PRIMARY KEY, flag bool, tiny int2, whole int4, large int8,
          single float4, twice float8, num numeric, price numeric(10,2), cost money,
          fixed char(5), short varchar(9), long text, uid uuid, net inet, feel mood,
          doc json, docb jsonb, raw bytea, day date, at time, at3 time(3), atz timetz,
          local timestamp, local3 timestamp(3), zoned timestamptz, span interval,
          texts text[], wholes int[], nums numeric[], feels mood[], times timestamptz[],
          place point)""");
    execute(
        """
        INSERT INTO t VALUES (1, true, -32768, 2147483647, -9223372036854775808, 45.67, 0.1,
          12345678901234567890.123456789, 12.50, '1234.56', 'ab', 'c', E'line\\n"q" {x}',
          '5f0c8a52-7f3e-4a57-9f0c-2b1d5a9d7e11', '10.0.0.1/8', 'so so',
          '{"a": [1, 2.50]}', '{"b":1.0}', '\\x00ff107f', '2024-02-29', '23:59:59.999999',
          '01:02:03.004', '01:02:03.5-03:30', '2025-11-05 18:19:39.044331',
          '2025-11-05 18:19:39.044', '2025-11-05 18:19:39.044331+05:45',
          '1 year 2 mons -3 days 04:05:06.789', '{a,NULL,"b \\"c\\""}', '{1,NULL,3}',
          '{1.50,2}', '{glad,"so so"}', '{2025-11-05 18:19:39.5+01}', '(1,2)')""");
    execute(
        """
        INSERT INTO t (id, num, day, local, zoned, at, span, texts, long, raw, single) VALUES
          (2, 'NaN', 'infinity', 'infinity', 'infinity', '24:00', '-1 mon', '{}', '', '', 'NaN'),
          (3, 1e30, '-infinity', '-infinity', '-infinity', '00:00', '0', NULL, ' ', NULL,
           '-Infinity'),
          (4, -0.00, '9999-12-31', '0001-01-01', '9999-12-31 23:59:59.999999+00', NULL,
           '26:00:00', '{""}', NULL, NULL, 1e-30),
          (6, 'Infinity', '4713-01-01 BC', NULL, '0044-03-15 12:00+00 BC', NULL, NULL, NULL, NULL,
           NULL, NULL),
          (7, '-Infinity', '5874897-12-31', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)""");
    execute("INSERT INTO t (id) VALUES (5)");

    postgres.stream().startBackfill("public", "t");
    List<Seen> events = flushed();

    assertThat(events).hasSize(14);
    Map<String, @Nullable String> first = events.get(0).row();
    assertThat(events).extracting(Seen::schemaKey).containsOnly(events.get(0).schemaKey());
    List<Seen> told = events.stream().filter(event -> event.lsn() > 0).toList();
    List<Seen> read = events.stream().filter(event -> event.lsn() == 0).toList();
    assertThat(read).extracting(Seen::method).containsOnly("postgresql-backfill");
    for (int i = 0; i < told.size(); i++) {
      assertThat(read.get(i).row()).isEqualTo(told.get(i).row());
    }
    assertThat(first)
        .containsEntry("num", "12345678901234567890.123456789")
        .containsEntry("price", "12.50")
        .containsEntry("cost", "1234.56")
        .containsEntry("fixed", "ab   ")
        .containsEntry("feel", "so so")
        .containsEntry("doc", "{\"a\": [1, 2.50]}")
        .containsEntry("raw", "ff107f")
        .containsEntry("at", "86399999999")
        .containsEntry("at3", "3723004000")
        .containsEntry("atz", "{\"time\": 16323500000, \"offset\": 0}")
        .containsEntry("local", "1762366779044331")
        .containsEntry("local3", "1762366779044000")
        .containsEntry("zoned", "{\"timestamp\": 1762346079044331, \"offset\": 0}")
        .containsEntry("span", "{\"months\": 14, \"hours\": -68, \"micros\": 306789000}")
        .containsEntry("place", null);
    assertThat(told.get(1).row())
        .containsEntry("num", "NaN")
        .containsEntry("day", "106751991")
        .containsEntry("local", "9223372036825200000")
        .containsEntry("at", "86400000000");
  }

  @Test
  void backfill_canBeStartedAgain_andHasTheColumnsOfItsTime() throws Exception {
    execute("CREATE TABLE \"Odd name\" (\"Key\" int PRIMARY KEY)");
    execute("INSERT INTO \"Odd name\" SELECT * FROM generate_series(1, 700)");
    assertThat(postgres.stream().startBackfill("public", "Odd name").await()).isEqualTo(700);
    execute("ALTER TABLE \"Odd name\" ADD COLUMN more text");
    assertThat(postgres.stream().startBackfill("public", "Odd name").await()).isEqualTo(700);

    List<Seen> events = flushed();

    assertThat(events).hasSize(2100);
    assertThat(events).extracting(Seen::uuid).doesNotHaveDuplicates();
    assertThat(events.stream().map(Seen::schemaKey).distinct()).hasSize(2);
  }

  @Test
  void backfill_ofNoTable_failsWithItsName() {
    assertThatThrownBy(() -> postgres.stream().startBackfill("public", "nothing").await())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("public.nothing");
  }

  private List<Seen> flushed() throws Exception {
    postgres.stream().flush();
    return FileEvents.in(folder.resolve("files")).stream()
        .sorted(
            (one, other) ->
                one.lsn() == other.lsn()
                    ? one.uuid().compareTo(other.uuid())
                    : Long.compareUnsigned(one.lsn() - 1, other.lsn() - 1))
        .toList();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = postgres.stream().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
