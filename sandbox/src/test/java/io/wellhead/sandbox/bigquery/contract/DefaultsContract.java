// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest.MissingValueInterpretation;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.Int64Value;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Default values of columns. Source: BigQuery, "Specify default column values". */
public interface DefaultsContract extends Service {
  ProtoTable A = ProtoTable.of().string("a");
  ProtoTable AB = ProtoTable.of().string("a").string("b");

  /** A column of the REST API's form whose default has tildes for quotes. */
  private static String column(String name, String type, String defaultSql) {
    return "{'name':'%s','type':'%s','defaultValueExpression':'%s'}"
        .formatted(name, type, defaultSql.replace("~", "\\u0022"));
  }

  private String newDefaultsTable() {
    return newTable("{'name':'a','type':'STRING'}," + column("b", "STRING", "~default_b~"));
  }

  /** Inserts by SQL with tildes for quotes. */
  private void insert(String intoTable) {
    String sql = "{'useLegacySql':false,'query':'INSERT INTO " + intoTable + "'}";
    Rest.Answer answer = rest().post(project() + "/queries", sql.replace("~", "\\u0022"));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
  }

  private Appender appender(String table, ProtoTable type) {
    return new Appender(storage(), resource(table) + "/streams/_default", type);
  }

  private static UnaryOperator<AppendRowsRequest.Builder> missingAre(
      MissingValueInterpretation interpretation) {
    return request -> request.setDefaultMissingValueInterpretation(interpretation);
  }

  @Test
  default void a_column_that_the_writer_does_not_know_gets_its_default() {
    String table = newDefaultsTable();
    try (Appender appender = appender(table, A)) {
      appender.append(A.row("1"), A.row((Object) null));
    }
    assertThat(query("SELECT a, b FROM " + table))
        .containsExactlyInAnyOrder(List.of("1", "default_b"), List.of("null", "default_b"));
  }

  @Test
  default void a_column_that_the_writer_knows_is_null_where_it_has_no_value() {
    String table = newDefaultsTable();
    try (Appender appender = appender(table, AB)) {
      appender.append(AB.row("1", "x"), AB.row("2", null));
    }
    assertThat(query("SELECT a, b FROM " + table))
        .containsExactlyInAnyOrder(List.of("1", "x"), List.of("2", "null"));
  }

  @Test
  default void a_connection_may_ask_for_defaults_until_it_says_otherwise() {
    String table = newDefaultsTable();
    try (Appender appender = appender(table, AB)) {
      appender.append(AB.row("1", null));
      appender.saying(missingAre(MissingValueInterpretation.DEFAULT_VALUE));
      appender.append(AB.row("2", null), AB.row("3", "x"));
      appender.append(AB.row("4", null));
      appender.saying(missingAre(MissingValueInterpretation.NULL_VALUE));
      appender.append(AB.row("5", null));
    }
    assertThat(query("SELECT a, b FROM " + table + " ORDER BY a"))
        .containsExactly(
            List.of("1", "null"),
            List.of("2", "default_b"),
            List.of("3", "x"),
            List.of("4", "default_b"),
            List.of("5", "null"));
  }

  @Test
  default void a_request_may_say_it_for_single_columns() {
    String table =
        newTable(column("a", "STRING", "~default_a~") + "," + column("b", "STRING", "~default_b~"));
    try (Appender appender = appender(table, AB)) {
      appender.saying(
          request ->
              request
                  .setDefaultMissingValueInterpretation(MissingValueInterpretation.DEFAULT_VALUE)
                  .putMissingValueInterpretations("b", MissingValueInterpretation.NULL_VALUE));
      appender.append(AB.row(null, null));
      appender.append(AB.row(null, null));
    }
    assertThat(query("SELECT a, b FROM " + table))
        .containsExactlyInAnyOrder(List.of("default_a", "null"), List.of("default_a", "default_b"));
  }

  @Test
  default void rows_of_a_buffered_stream_keep_what_was_asked_for() {
    String table = newDefaultsTable();
    WriteStream stream =
        storage()
            .createWriteStream(
                resource(table),
                WriteStream.newBuilder().setType(WriteStream.Type.BUFFERED).build());
    try (Appender appender = new Appender(storage(), stream.getName(), AB)) {
      appender.append(0L, AB.row("1", null));
      appender.saying(missingAre(MissingValueInterpretation.DEFAULT_VALUE));
      appender.append(1L, AB.row("2", null));
    }
    storage()
        .flushRows(
            FlushRowsRequest.newBuilder()
                .setWriteStream(stream.getName())
                .setOffset(Int64Value.of(1))
                .build());
    assertThat(query("SELECT a, b FROM " + table + " ORDER BY a"))
        .containsExactly(List.of("1", "null"), List.of("2", "default_b"));
  }

  @Test
  default void a_required_column_may_be_left_out_when_it_has_a_default() {
    String required = column("b", "STRING", "~default_b~").replace("{", "{'mode':'REQUIRED',");
    String table = newTable("{'name':'a','type':'STRING'}," + required);
    try (Appender appender = appender(table, A)) {
      assertThat(appender.append(A.row("1")).hasAppendResult()).isTrue();
    }
    assertThat(query("SELECT b FROM " + table)).containsExactly(List.of("default_b"));
  }

  @Test
  default void defaults_are_functions_of_the_moment_or_the_row() {
    String table =
        newTable(
            "{'name':'a','type':'STRING'},"
                + String.join(
                    ",",
                    column("id", "STRING", "GENERATE_UUID()"),
                    column("ts", "TIMESTAMP", "CURRENT_TIMESTAMP()"),
                    column("dt", "DATETIME", "CURRENT_DATETIME()"),
                    column("d", "DATE", "CURRENT_DATE"),
                    column("t", "TIME", "CURRENT_TIME()"),
                    column("r", "FLOAT", "RAND()")));
    try (Appender appender = appender(table, A)) {
      appender.append(A.row("1"), A.row("2"), A.row("3"));
    }
    assertThat(
            query(
                "SELECT count(DISTINCT id), min(length(id)), count(ts), count(dt), count(t),"
                    + " min(d) = min(CAST(ts AS DATE)), max(ts) <= CURRENT_TIMESTAMP(),"
                    + " min(r) >= 0 AND max(r) < 1, count(DISTINCT r) FROM "
                    + table))
        .containsExactly(List.of("3", "36", "3", "3", "3", "true", "true", "true", "3"));
  }

  @Test
  default void defaults_are_literals_of_every_type() {
    String columns =
        String.join(
            ",",
            column("s", "STRING", "~it is~"),
            column("i", "INTEGER", "-7"),
            column("f", "FLOAT", "2.5"),
            column("b", "BOOLEAN", "TRUE"),
            column("n", "NUMERIC", "NUMERIC ~1.25~"),
            column("m", "NUMERIC", "12"),
            column("y", "BYTES", "b~ab~"),
            column("ts", "TIMESTAMP", "TIMESTAMP ~2024-05-06 07:08:09.5+00~"),
            column("dt", "DATETIME", "~2024-05-06 07:08:09~"),
            column("d", "DATE", "DATE ~2024-05-06~"),
            column("t", "TIME", "TIME ~07:08:00~"),
            column("z", "STRING", "NULL"));
    String table = newTable("{'name':'a','type':'STRING'}," + columns);
    try (Appender appender = appender(table, A)) {
      appender.append(A.row("1"));
    }
    insert(table + " (a) VALUES (~2~)");
    assertThat(
            query("SELECT s, i, f, b, n, m, TO_HEX(y), UNIX_MILLIS(ts), dt, d, t, z FROM " + table))
        .hasSize(2)
        .containsOnly(
            List.of(
                "it is",
                "-7",
                "2.5",
                "true",
                "1.25",
                "12",
                "6162",
                "1714979289500",
                "2024-05-06T07:08:09",
                "2024-05-06",
                "07:08:00",
                "null"));
  }

  @Test
  default void a_record_and_a_list_have_a_default_as_a_whole() {
    String table =
        newTable(
            "{'name':'a','type':'STRING'},"
                + column("l", "INTEGER", "[1, 2]").replace("{", "{'mode':'REPEATED',")
                + ",{'name':'r','type':'RECORD','defaultValueExpression':'(5, [DATE \\u00222024-01-02\\u0022])',"
                + "'fields':[{'name':'x','type':'INTEGER'},{'name':'y','type':'DATE','mode':'REPEATED'}]}");
    try (Appender appender = appender(table, A)) {
      appender.append(A.row("1"));
    }
    insert(table + " (a) VALUES (~2~)");
    String members =
        "(SELECT max(e) FROM UNNEST(l) AS e), r.x, (SELECT max(e) FROM UNNEST(r.y) AS e)";
    assertThat(query("SELECT " + members + " FROM " + table))
        .hasSize(2)
        .containsOnly(List.of("2", "5", "2024-01-02"));
  }

  @Test
  default void an_insert_may_leave_a_column_out_or_name_its_default() {
    String table = newDefaultsTable();
    insert(table + " (a, b) VALUES (~1~, DEFAULT)");
    insert(table + " (a) VALUES (~1~)");
    assertThat(query("SELECT a, b FROM " + table))
        .hasSize(2)
        .containsOnly(List.of("1", "default_b"));
  }

  @Test
  default void a_default_that_does_not_fit_its_column_is_refused() {
    String path = project() + "/datasets/" + newDataset() + "/tables";
    for (String bad :
        List.of(
            column("c", "INTEGER", "~x~"),
            column("c", "STRING", "a_column"),
            column("c", "STRING", "1 + 1"),
            column("c", "STRING", "CURRENT_TIMESTAMP()"),
            column("c", "STRING", "NULL").replace("{", "{'mode':'REQUIRED',"))) {
      Rest.Answer answer =
          rest().post(path, "{'tableReference':{'tableId':'t'},'schema':{'fields':[" + bad + "]}}");
      assertThat(answer.status()).as(bad).isEqualTo(400);
      assertThat(answer.reason()).isEqualTo("invalid");
    }
  }

  @Test
  default void a_changed_default_holds_for_later_rows() {
    String table = newDefaultsTable();
    String[] name = table.split("\\.", 2);
    try (Appender appender = appender(table, A)) {
      appender.append(A.row("1"));
    }
    Rest.Answer changed =
        rest()
            .patch(
                project() + "/datasets/" + name[0] + "/tables/" + name[1],
                "{'schema':{'fields':[{'name':'a','type':'STRING'},"
                    + column("b", "STRING", "~new_b~")
                    + "]}}");
    assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
    insert(table + " (a) VALUES (~2~)");
    assertThat(query("SELECT a, b FROM " + table + " ORDER BY a"))
        .containsExactly(List.of("1", "default_b"), List.of("2", "new_b"));
  }
}
