// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Datasets and tables. Source: BigQuery REST reference, "datasets" and "tables" resources. */
public interface TableContract extends Service {
  private String path(String table) {
    String[] parts = table.split("\\.", 2);
    return project() + "/datasets/" + parts[0] + "/tables/" + parts[1];
  }

  @Test
  default void a_dataset_is_made_read_changed_and_deleted() {
    String name = newDataset();
    String path = project() + "/datasets/" + name;
    assertThat(rest().get(path).body().at("/datasetReference/datasetId").asText()).isEqualTo(name);
    Rest.Answer patched = rest().patch(path, "{'description':'wells','labels':{'team':'frac'}}");
    assertThat(patched.body().path("description").asText()).isEqualTo("wells");
    assertThat(rest().get(path).body().at("/labels/team").asText()).isEqualTo("frac");
    assertThat(rest().get(project() + "/datasets?maxResults=1000").body().toString())
        .contains(name);
    assertThat(rest().delete(path).status()).isBetween(200, 204);
    assertThat(rest().get(path).reason()).isEqualTo("notFound");
  }

  @Test
  default void a_name_that_is_taken_is_refused_as_duplicate() {
    String dataset = newDataset();
    Rest.Answer again =
        rest()
            .post(project() + "/datasets", "{'datasetReference':{'datasetId':'" + dataset + "'}}");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.reason()).isEqualTo("duplicate");
    String table = newTable("{'name':'id','type':'INTEGER'}");
    Rest.Answer tableAgain =
        rest()
            .post(
                project() + "/datasets/" + table.substring(0, table.indexOf('.')) + "/tables",
                "{'tableReference':{'tableId':'t'},'schema':{'fields':[{'name':'id','type':'INTEGER'}]}}");
    assertThat(tableAgain.reason()).isEqualTo("duplicate");
  }

  @Test
  default void a_dataset_with_tables_is_deleted_only_with_its_contents() {
    String table = newTable("{'name':'id','type':'INTEGER'}");
    String path = project() + "/datasets/" + table.substring(0, table.indexOf('.'));
    Rest.Answer refused = rest().delete(path);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.reason()).isEqualTo("resourceInUse");
    assertThat(rest().delete(path + "?deleteContents=true").status()).isBetween(200, 204);
    assertThat(rest().get(path(table)).status()).isEqualTo(404);
  }

  @Test
  default void a_table_keeps_all_that_it_was_made_with() {
    String dataset = newDataset();
    Rest.Answer made =
        rest()
            .post(
                project() + "/datasets/" + dataset + "/tables",
                "{'tableReference':{'tableId':'t'},'description':'state','labels':{'a':'b'},"
                    + "'schema':{'fields':[{'name':'id','type':'INTEGER','mode':'REQUIRED','description':'key'},"
                    + "{'name':'at','type':'TIMESTAMP','mode':'REQUIRED'}]},"
                    + "'tableConstraints':{'primaryKey':{'columns':['id']}},'maxStaleness':'0-0 0 0:15:0',"
                    + "'timePartitioning':{'type':'DAY','field':'at'},'clustering':{'fields':['id']}}");
    assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
    var table = rest().get(path(dataset + ".t")).body();
    assertThat(table.path("description").asText()).isEqualTo("state");
    assertThat(table.at("/labels/a").asText()).isEqualTo("b");
    assertThat(table.at("/schema/fields/0/description").asText()).isEqualTo("key");
    assertThat(table.at("/tableConstraints/primaryKey/columns/0").asText()).isEqualTo("id");
    assertThat(table.path("maxStaleness").asText()).isEqualTo("0-0 0 0:15:0");
    assertThat(table.at("/timePartitioning/field").asText()).isEqualTo("at");
    assertThat(table.at("/clustering/fields/0").asText()).isEqualTo("id");
    assertThat(table.path("numRows").asText()).isEqualTo("0");
    assertThat(table.path("etag").asText()).isNotEmpty();
  }

  @Test
  default void columns_are_added_and_relaxed() {
    String table = newTable("{'name':'id','type':'INTEGER','mode':'REQUIRED'}");
    Rest.Answer patched =
        rest()
            .patch(
                path(table),
                "{'schema':{'fields':[{'name':'id','type':'INTEGER','mode':'NULLABLE'},"
                    + "{'name':'note','type':'STRING'}]}}");
    assertThat(patched.status()).as(patched.body().toString()).isEqualTo(200);
    assertThat(query("SELECT id, note FROM " + table)).isEmpty();
  }

  @Test
  default void columns_are_never_dropped_retyped_or_added_as_required() {
    String table = newTable("{'name':'id','type':'INTEGER'}");
    for (String fields :
        List.of(
            "{'name':'other','type':'INTEGER'}",
            "{'name':'id','type':'STRING'}",
            "{'name':'id','type':'INTEGER'},{'name':'n','type':'STRING','mode':'REQUIRED'}")) {
      Rest.Answer answer = rest().patch(path(table), "{'schema':{'fields':[" + fields + "]}}");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.reason()).isEqualTo("invalid");
    }
  }

  @Test
  default void a_running_writer_is_told_of_a_new_column() {
    String table = newTable("{'name':'id','type':'INTEGER'}");
    ProtoTable type = ProtoTable.of().int64("id");
    try (Appender appender = new Appender(storage(), resource(table) + "/streams/_default", type)) {
      assertThat(appender.append(type.row(1L)).hasUpdatedSchema()).isFalse();
      rest()
          .patch(
              path(table),
              "{'schema':{'fields':[{'name':'id','type':'INTEGER'},{'name':'note','type':'STRING'}]}}");
      AppendRowsResponse answer = appender.append(type.row(2L));
      assertThat(answer.hasAppendResult()).isTrue();
    }
    assertThat(query("SELECT id, note FROM " + table + " ORDER BY id"))
        .containsExactly(List.of("1", "null"), List.of("2", "null"));
  }

  @Test
  default void a_change_for_another_state_is_refused() {
    String table = newTable("{'name':'id','type':'INTEGER'}");
    String etag = rest().get(path(table)).body().path("etag").asText();
    assertThat(
            rest().send("PATCH", path(table), "{'description':'one'}", "If-Match", etag).status())
        .isEqualTo(200);
    Rest.Answer late = rest().send("PATCH", path(table), "{'description':'two'}", "If-Match", etag);
    assertThat(late.status()).isEqualTo(412);
    assertThat(late.reason()).isEqualTo("conditionNotMet");
  }

  @Test
  default void a_field_is_refused_by_its_name_or_type() {
    String dataset = newDataset();
    for (String field :
        List.of(
            "{'name':'_PARTITIONTIME','type':'TIMESTAMP'}",
            "{'name':'x','type':'COLOR'}",
            "{'name':'x','type':'STRING'},{'name':'X','type':'STRING'}",
            "{'name':'x','type':'RECORD'}")) {
      Rest.Answer answer =
          rest()
              .post(
                  project() + "/datasets/" + dataset + "/tables",
                  "{'tableReference':{'tableId':'t'},'schema':{'fields':[" + field + "]}}");
      assertThat(answer.status()).as(field).isEqualTo(400);
      assertThat(answer.reason()).isEqualTo("invalid");
    }
  }

  private Rest.Answer alter(String table, String column, String type) {
    String sql = "ALTER TABLE `%s` ALTER COLUMN %s SET DATA TYPE %s".formatted(table, column, type);
    return rest().post(project() + "/queries", "{'useLegacySql':false,'query':'" + sql + "'}");
  }

  @Test
  default void a_column_of_numbers_is_widened_while_writers_go_on() {
    for (String[] key : new String[][] {{}, {"id"}}) {
      String table =
          newTable(
              "{'name':'id','type':'INTEGER','mode':'REQUIRED'},{'name':'n','type':'INTEGER'}",
              key);
      String etag = rest().get(path(table)).body().path("etag").asText();
      ProtoTable type = ProtoTable.of().int64("id").int64("n");
      if (key.length > 0) {
        type.string("_CHANGE_TYPE");
      }
      try (Appender appender =
          new Appender(storage(), resource(table) + "/streams/_default", type)) {
        String id = "0";
        for (String wider : List.of("INT64", "NUMERIC", "BIGNUMERIC", "FLOAT64")) {
          Rest.Answer altered = alter(table, "N", wider);
          assertThat(altered.status()).as(altered.body().toString()).isEqualTo(200);
          id = id + "1";
          long number = Long.parseLong(id);
          AppendRowsResponse answer =
              appender.append(
                  key.length > 0 ? type.row(number, -number, "UPSERT") : type.row(number, -number));
          assertThat(answer.hasAppendResult()).as("%s: %s", wider, answer).isTrue();
        }
      }
      var changed = rest().get(path(table)).body();
      assertThat(changed.at("/schema/fields/1/type").asText()).isEqualTo("FLOAT");
      assertThat(changed.path("etag").asText()).isNotEqualTo(etag);
      assertThat(query("SELECT id, n FROM " + table + " ORDER BY id"))
          .containsExactly(
              List.of("1", "-1.0"),
              List.of("11", "-11.0"),
              List.of("111", "-111.0"),
              List.of("1111", "-1111.0"));
    }
  }

  @Test
  default void widened_decimals_keep_their_digits() {
    String table =
        newTable(
            "{'name':'n','type':'NUMERIC'},{'name':'p','type':'NUMERIC','precision':'4','scale':'2'},"
                + "{'name':'s','type':'STRING','maxLength':'3'}");
    query("INSERT INTO " + table + " VALUES (1.5, 10.25, NULL), (100, -0.5, NULL)");
    assertThat(alter(table, "n", "BIGNUMERIC").status()).isEqualTo(200);
    assertThat(alter(table, "p", "NUMERIC(6, 3)").status()).isEqualTo(200);
    assertThat(alter(table, "s", "STRING").status()).isEqualTo(200);
    assertThat(query("SELECT n, p FROM " + table + " ORDER BY p"))
        .containsExactly(List.of("100", "-0.5"), List.of("1.5", "10.25"));
    var fields = rest().get(path(table)).body().at("/schema/fields");
    assertThat(fields.at("/1/precision").asText()).isEqualTo("6");
    assertThat(fields.at("/2").has("maxLength")).isFalse();
  }

  @Test
  default void a_column_is_never_narrowed_or_retyped_by_ddl() {
    String table =
        newTable(
            "{'name':'n','type':'NUMERIC'},{'name':'f','type':'FLOAT'},{'name':'s','type':'STRING'},"
                + "{'name':'list','type':'INTEGER','mode':'REPEATED'}");
    for (String change :
        List.of("n INT64", "n NUMERIC(4, 2)", "n STRING", "f NUMERIC", "s JSON", "list NUMERIC")) {
      String[] parts = change.split(" ", 2);
      Rest.Answer answer = alter(table, parts[0], parts[1]);
      assertThat(answer.status()).as(change).isEqualTo(400);
      assertThat(answer.reason()).as(change).isEqualTo("invalidQuery");
    }
    assertThat(alter(table, "n", "INT64").message())
        .contains("existing column type (NUMERIC) is assignable to the new type (INT64)");
    assertThat(alter(table, "none", "INT64").status()).isEqualTo(400);
    assertThat(alter(table.replace(".t", ".other"), "n", "INT64").status()).isEqualTo(404);
  }
}
