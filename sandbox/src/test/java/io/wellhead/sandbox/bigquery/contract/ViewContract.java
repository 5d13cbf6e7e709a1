// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Logical views. Source: BigQuery REST reference, "tables" resource, ViewDefinition. */
public interface ViewContract extends Service {
  private Rest.Answer makeView(String dataset, String name, String query) {
    return rest()
        .post(
            project() + "/datasets/" + dataset + "/tables",
            "{'tableReference':{'tableId':'"
                + name
                + "'},'description':'checked','view':{'useLegacySql':false,'query':'"
                + query
                + "'}}");
  }

  private void append(String table, long... ids) {
    ProtoTable type = ProtoTable.of().int64("id");
    try (Appender appender = new Appender(storage(), resource(table) + "/streams/_default", type)) {
      appender.append(LongStream.of(ids).mapToObj(id -> type.row(id)).toArray(ByteString[]::new));
    }
  }

  private static String dataset(String table) {
    return table.substring(0, table.indexOf('.'));
  }

  private String path(String dataset, String name) {
    return project() + "/datasets/" + dataset + "/tables/" + name;
  }

  @Test
  default void a_view_gives_what_its_query_gives_now() {
    String table = newTable("{'name':'id','type':'INTEGER'}");
    String dataset = dataset(table);
    append(table, 1, 2);
    Rest.Answer made =
        makeView(dataset, "v", "SELECT r.*, r.id > 1 AS large FROM " + table + " AS r");
    assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
    assertThat(made.body().path("type").asText()).isEqualTo("VIEW");
    assertThat(made.body().at("/schema/fields/1/name").asText()).isEqualTo("large");
    append(table, 3);
    assertThat(query("SELECT id, large FROM " + dataset + ".v ORDER BY id"))
        .containsExactly(List.of("1", "false"), List.of("2", "true"), List.of("3", "true"));
    rest()
        .patch(
            path(dataset, "t"),
            "{'schema':{'fields':[{'name':'id','type':'INTEGER'},{'name':'more','type':'STRING'}]}}");
    assertThat(query("SELECT * FROM " + dataset + ".v WHERE id = 3"))
        .containsExactly(List.of("3", "null", "true"));
  }

  @Test
  default void a_view_is_named_in_queries_as_a_table_is() {
    String table = newTable("{'name':'id','type':'INTEGER'}");
    String dataset = dataset(table);
    append(table, 1, 2);
    makeView(dataset, "v", "SELECT id FROM " + table);
    makeView(dataset, "w", "SELECT v.id AS id FROM " + dataset + ".v WHERE v.id = 2");
    assertThat(query("SELECT w.id FROM `" + project() + "." + dataset + ".w` WHERE w.id > 0"))
        .containsExactly(List.of("2"));
    assertThat(
            query(
                "SELECT a.id FROM "
                    + dataset
                    + ".v a JOIN "
                    + dataset
                    + ".w AS b ON a.id = b.id LEFT JOIN "
                    + dataset
                    + ".v ON v.id = a.id"))
        .containsExactly(List.of("2"));
    assertThat(
            query(
                "SELECT table_name, table_type FROM "
                    + dataset
                    + ".INFORMATION_SCHEMA.TABLES ORDER BY table_name"))
        .containsExactly(List.of("t", "BASE TABLE"), List.of("v", "VIEW"), List.of("w", "VIEW"));
  }

  @Test
  default void a_view_of_current_state_follows_its_changes() {
    String table = newTable("{'name':'id','type':'INTEGER'}", "id");
    String dataset = dataset(table);
    makeView(dataset, "v", "SELECT id FROM " + table);
    ProtoTable type = ProtoTable.of().int64("id").string("_CHANGE_TYPE");
    try (Appender appender = new Appender(storage(), resource(table) + "/streams/_default", type)) {
      appender.append(type.row(1L, "UPSERT"), type.row(2L, "UPSERT"), type.row(1L, "DELETE"));
    }
    assertThat(query("SELECT id FROM " + dataset + ".v")).containsExactly(List.of("2"));
  }

  @Test
  default void a_views_query_is_replaced_and_a_view_is_deleted() {
    String table = newTable("{'name':'id','type':'INTEGER'}");
    String dataset = dataset(table);
    append(table, 5);
    makeView(dataset, "v", "SELECT id FROM " + table);
    Rest.Answer patched =
        rest()
            .patch(
                path(dataset, "v"),
                "{'view':{'useLegacySql':false,'query':'SELECT id + 1 AS next FROM "
                    + table
                    + "'}}");
    assertThat(patched.status()).as(patched.body().toString()).isEqualTo(200);
    assertThat(patched.body().at("/schema/fields/0/name").asText()).isEqualTo("next");
    assertThat(patched.body().path("description").asText()).isEqualTo("checked");
    assertThat(query("SELECT next FROM " + dataset + ".v")).containsExactly(List.of("6"));
    assertThat(rest().delete(path(dataset, "v")).status()).isBetween(200, 204);
    assertThat(rest().get(path(dataset, "v")).status()).isEqualTo(404);
    assertThat(query("SELECT id FROM " + table)).containsExactly(List.of("5"));
  }

  @Test
  default void a_view_of_what_is_not_there_and_a_taken_name_are_refused() {
    String table = newTable("{'name':'id','type':'INTEGER'}");
    String dataset = dataset(table);
    assertThat(makeView(dataset, "v", "SELECT id FROM " + dataset + ".missing").reason())
        .isEqualTo("notFound");
    assertThat(makeView(dataset, "t", "SELECT 1 AS one").reason()).isEqualTo("duplicate");
  }
}
