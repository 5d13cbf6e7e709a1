// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Queries and jobs. Source: BigQuery REST reference, "jobs", "tabledata" and "Job" resources. */
public interface QueryContract extends Service {
  /** One backslash of SQL within JSON. */
  String BACKSLASH = "\\\\";

  /** SQL with tildes for double quotes, escaped for JSON. */
  private static String quoted(String sql) {
    return sql.replace("~", "\\u0022");
  }

  private String filledTable(int rows) {
    String table =
        newTable(
            "{'name':'id','type':'INTEGER'},{'name':'name','type':'STRING'},{'name':'at','type':'TIMESTAMP'}");
    ProtoTable type = ProtoTable.of().int64("id").string("name").int64("at");
    try (Appender appender = new Appender(storage(), resource(table) + "/streams/_default", type)) {
      appender.append(
          IntStream.range(0, rows)
              .mapToObj(i -> type.row((long) i, "n" + i, 1_704_067_200_000_000L + i))
              .toArray(ByteString[]::new));
    }
    return table;
  }

  private Rest.Answer ask(String sql, String more) {
    return rest()
        .post(project() + "/queries", "{'useLegacySql':false,'query':'" + sql + "'" + more + "}");
  }

  @Test
  default void tables_are_found_by_every_form_of_their_name() {
    String table = filledTable(3);
    String dataset = table.substring(0, table.indexOf('.'));
    String sql = "SELECT count(*) AS n FROM ";
    assertThat(query(sql + table)).containsExactly(List.of("3"));
    assertThat(query(sql + "`" + table + "`")).containsExactly(List.of("3"));
    assertThat(query(sql + "`" + project() + "." + table + "`")).containsExactly(List.of("3"));
    assertThat(query(sql + "`" + project() + "`." + dataset + ".`t`"))
        .containsExactly(List.of("3"));
    assertThat(query(sql + project() + "." + table)).containsExactly(List.of("3"));
    Rest.Answer inDefault = ask(sql + "t", ",'defaultDataset':{'datasetId':'" + dataset + "'}");
    assertThat(inDefault.body().at("/rows/0/f/0/v").asText()).isEqualTo("3");
  }

  @Test
  default void names_behind_the_from_of_an_expression_are_columns() {
    String table = filledTable(3);
    String from = " FROM " + table + " AS r";
    assertThat(query("SELECT count(*)" + from + " WHERE r.id IS DISTINCT FROM r.id"))
        .containsExactly(List.of("0"));
    assertThat(query("SELECT r.id IS NOT DISTINCT FROM r.id" + from + " WHERE r.id = 2"))
        .containsExactly(List.of("true"));
    assertThat(query("SELECT EXTRACT(YEAR FROM r.`at`), EXTRACT(DAY FROM r.`at`)" + from))
        .containsOnly(List.of("2024", "1"));
    String newest = "(SELECT max(s.`at`) FROM " + table + " AS s WHERE s.id IS DISTINCT FROM r.id)";
    assertThat(query("SELECT EXTRACT(MONTH FROM " + newest + ")" + from + " WHERE r.id = 0"))
        .containsExactly(List.of("1"));
    ask("DELETE FROM " + table + " AS r WHERE r.id IS DISTINCT FROM EXTRACT(DAY FROM r.`at`)", "");
    assertThat(query("SELECT id FROM " + table)).containsExactly(List.of("1"));
  }

  @Test
  default void columns_have_names_types_and_modes() {
    String table = filledTable(1);
    JsonNode fields =
        ask("SELECT id, [1, 2] AS list, 2 > 1, `at` FROM " + table, "").body().at("/schema/fields");
    assertThat(fields.findValuesAsText("name")).containsExactly("id", "list", "f0_", "at");
    assertThat(fields.findValuesAsText("type"))
        .containsExactly("INTEGER", "INTEGER", "BOOLEAN", "TIMESTAMP");
    assertThat(fields.at("/1/mode").asText()).isEqualTo("REPEATED");
  }

  @Test
  default void timestamps_are_microseconds_when_asked_for() {
    String table = filledTable(1);
    Rest.Answer answer =
        ask("SELECT max(`at`) FROM " + table, ",'formatOptions':{'useInt64Timestamp':true}");
    assertThat(answer.body().at("/rows/0/f/0/v").asText()).isEqualTo("1704067200000000");
  }

  @Test
  default void results_come_in_pages() {
    String table = filledTable(5);
    Rest.Answer first = ask("SELECT id FROM " + table + " ORDER BY id", ",'maxResults':2");
    assertThat(first.body().path("rows").size()).isEqualTo(2);
    assertThat(first.body().path("totalRows").asText()).isEqualTo("5");
    String job = first.body().at("/jobReference/jobId").asText();
    String location = first.body().at("/jobReference/location").asText();
    String token = first.body().path("pageToken").asText();
    Rest.Answer second =
        rest()
            .get(
                project()
                    + "/queries/"
                    + job
                    + "?maxResults=10&location="
                    + location
                    + "&pageToken="
                    + URLEncoder.encode(token, StandardCharsets.UTF_8));
    assertThat(second.body().path("rows").findValuesAsText("v")).containsExactly("2", "3", "4");
    assertThat(second.body().has("pageToken")).isFalse();
  }

  @Test
  default void a_job_is_inserted_read_and_its_results_fetched() {
    String table = filledTable(2);
    Rest.Answer inserted =
        rest()
            .post(
                project() + "/jobs",
                "{'configuration':{'query':{'useLegacySql':false,'query':'SELECT sum(id) AS s FROM "
                    + table
                    + "'}}}");
    assertThat(inserted.status()).isEqualTo(200);
    String job = inserted.body().at("/jobReference/jobId").asText();
    String location = inserted.body().at("/jobReference/location").asText();
    Rest.Answer results =
        rest().get(project() + "/queries/" + job + "?timeoutMs=10000&location=" + location);
    assertThat(results.body().path("jobComplete").asBoolean()).isTrue();
    assertThat(results.body().at("/rows/0/f/0/v").asText()).isEqualTo("1");
    Rest.Answer read = rest().get(project() + "/jobs/" + job + "?location=" + location);
    assertThat(read.body().at("/status/state").asText()).isEqualTo("DONE");
    assertThat(read.body().at("/statistics/query/statementType").asText()).isEqualTo("SELECT");
  }

  @Test
  default void a_dry_run_gives_the_schema_and_no_rows() {
    String table = filledTable(2);
    Rest.Answer answer = ask("SELECT id, name FROM " + table, ",'dryRun':true");
    assertThat(answer.body().at("/schema/fields").findValuesAsText("type"))
        .containsExactly("INTEGER", "STRING");
    assertThat(answer.body().has("rows")).isFalse();
  }

  @Test
  default void named_parameters_have_types() {
    String table = filledTable(5);
    String parameters =
        ",'parameterMode':'NAMED','queryParameters':["
            + "{'name':'low','parameterType':{'type':'INT64'},'parameterValue':{'value':'2'}},"
            + "{'name':'names','parameterType':{'type':'ARRAY','arrayType':{'type':'STRING'}},"
            + "'parameterValue':{'arrayValues':[{'value':'n3'},{'value':'n1'}]}},"
            + "{'name':'since','parameterType':{'type':'TIMESTAMP'},'parameterValue':{'value':'2024-01-01 00:00:00Z'}}]";
    Rest.Answer answer =
        ask(
            "SELECT id FROM "
                + table
                + " WHERE id >= @low AND name IN UNNEST(@names) AND `at` >= @since",
            parameters);
    assertThat(answer.body().path("rows").findValuesAsText("v"))
        .as(answer.body().toString())
        .containsExactly("3");
  }

  @Test
  default void positional_parameters_are_taken_in_their_order() {
    Rest.Answer answer =
        ask(
            "SELECT ?, ?",
            ",'parameterMode':'POSITIONAL','queryParameters':["
                + "{'parameterType':{'type':'STRING'},'parameterValue':{'value':'it is'}},"
                + "{'parameterType':{'type':'BOOL'},'parameterValue':{'value':'true'}}]");
    assertThat(answer.body().path("rows").findValuesAsText("v")).containsExactly("it is", "true");
  }

  @Test
  default void a_string_may_hold_anything_that_looks_like_sql() {
    assertThat(query(quoted("SELECT ~a`b -- c~, r~" + BACKSLASH + "d~ -- the end")))
        .containsExactly(List.of("a`b -- c", "\\d"));
  }

  @Test
  default void functions_that_both_dialects_spell_differently_are_understood() {
    String sql =
        "SELECT SAFE_DIVIDE(1, 0), COUNTIF(x > 1), CAST(max(x) AS FLOAT64), SAFE_CAST(~x~ AS INT64),"
            + " UNIX_SECONDS(TIMESTAMP_TRUNC(TIMESTAMP ~2024-01-01 10:20:30+00~, HOUR)),"
            + " TIMESTAMP_DIFF(TIMESTAMP_SECONDS(100), TIMESTAMP_SECONDS(40), SECOND),"
            + " FORMAT_TIMESTAMP(~%Y/%m~, TIMESTAMP_MILLIS(0)),"
            + " SAFE_CONVERT_BYTES_TO_STRING(b~bytes~) FROM UNNEST([1, 2, 3]) AS x";
    assertThat(query(quoted(sql)))
        .containsExactly(
            List.of("null", "2", "3.0", "null", "1704103200", "60", "1970/01", "bytes"));
  }

  @Test
  default void rows_are_inserted_updated_and_deleted() {
    String table = filledTable(2);
    Rest.Answer inserted = ask(quoted("INSERT INTO " + table + " (id, name) VALUES (7, ~x~)"), "");
    assertThat(inserted.body().path("numDmlAffectedRows").asText()).isEqualTo("1");
    ask("UPDATE " + table + " SET name = NULL WHERE id = 7", "");
    ask("DELETE FROM " + table + " WHERE id = 0", "");
    assertThat(query("SELECT id, name FROM " + table + " ORDER BY id"))
        .containsExactly(List.of("1", "n1"), List.of("7", "null"));
  }

  @Test
  default void errors_have_googles_form_and_reasons() {
    Rest.Answer syntax = ask("SELEC 1", "");
    assertThat(syntax.status()).isEqualTo(400);
    assertThat(syntax.reason()).isEqualTo("invalidQuery");
    String dataset = newDataset();
    Rest.Answer missing = ask("SELECT * FROM " + dataset + ".missing", "");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.reason()).isEqualTo("notFound");
    assertThat(missing.message())
        .contains("Not found: Table " + project() + ":" + dataset + ".missing");
    Rest.Answer job = rest().get(project() + "/jobs/no_such_job");
    assertThat(job.reason()).isEqualTo("notFound");
  }

  @Test
  default void a_query_job_that_fails_is_a_job_with_an_error() {
    Rest.Answer inserted =
        rest()
            .post(
                project() + "/jobs",
                "{'configuration':{'query':{'useLegacySql':false,'query':'SELECT nothing FROM UNNEST([1]) AS x'}}}");
    if (inserted.status() == 200) {
      assertThat(inserted.body().at("/status/errorResult/reason").asText())
          .isEqualTo("invalidQuery");
    } else {
      assertThat(inserted.reason()).isEqualTo("invalidQuery");
    }
  }

  @Test
  default void the_rows_of_a_table_are_listed_in_pages() {
    String table = filledTable(3);
    String[] parts = table.split("\\.", 2);
    String path = project() + "/datasets/" + parts[0] + "/tables/" + parts[1] + "/data";
    Rest.Answer first = rest().get(path + "?maxResults=2");
    assertThat(first.body().path("rows").size()).isEqualTo(2);
    assertThat(first.body().path("totalRows").asText()).isEqualTo("3");
    Rest.Answer second =
        rest()
            .get(
                path
                    + "?selectedFields=name&pageToken="
                    + URLEncoder.encode(
                        first.body().path("pageToken").asText(), StandardCharsets.UTF_8));
    assertThat(second.body().path("rows").findValuesAsText("v")).hasSize(1);
  }

  @Test
  default void the_information_schema_names_tables_and_columns() {
    String table = filledTable(0);
    String dataset = table.substring(0, table.indexOf('.'));
    assertThat(
            query("SELECT table_name, table_type FROM " + dataset + ".INFORMATION_SCHEMA.TABLES"))
        .containsExactly(List.of("t", "BASE TABLE"));
    assertThat(
            query(
                "SELECT column_name, data_type FROM `"
                    + dataset
                    + ".INFORMATION_SCHEMA.COLUMNS` ORDER BY ordinal_position"))
        .containsExactly(
            List.of("id", "INT64"), List.of("name", "STRING"), List.of("at", "TIMESTAMP"));
  }
}
