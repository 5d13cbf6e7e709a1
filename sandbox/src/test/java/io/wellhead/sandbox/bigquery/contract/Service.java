// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.storage.v1.BigQueryWriteClient;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A service under contract, reached by its public protocol only. */
public interface Service {
  String project();

  Rest rest();

  BigQueryWriteClient storage();

  /** Makes a dataset that is used by one test. */
  default String newDataset() {
    String name = "contract_" + UUID.randomUUID().toString().replace('-', '_');
    Rest.Answer made =
        rest().post(project() + "/datasets", "{'datasetReference':{'datasetId':'" + name + "'}}");
    assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
    return name;
  }

  /**
   * Makes a table in a dataset of its own.
   *
   * @param fields the JSON of the schema's fields, with single quotes
   * @param key columns of the primary key
   * @return {@code dataset.table}
   */
  default String newTable(String fields, String... key) {
    String dataset = newDataset();
    String constraint =
        key.length == 0
            ? ""
            : ",'tableConstraints':{'primaryKey':{'columns':['" + String.join("','", key) + "']}}";
    Rest.Answer made =
        rest()
            .post(
                project() + "/datasets/" + dataset + "/tables",
                "{'tableReference':{'tableId':'t'},'schema':{'fields':["
                    + fields
                    + "]}"
                    + constraint
                    + "}");
    assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
    return dataset + ".t";
  }

  /** The resource name of a table in the Storage Write API. */
  default String resource(String table) {
    String[] parts = table.split("\\.", 2);
    return "projects/" + project() + "/datasets/" + parts[0] + "/tables/" + parts[1];
  }

  /** The text of every cell of a query's result, rows as lists; a null cell is {@code "null"}. */
  default List<List<String>> query(String sql) {
    Rest.Answer answer =
        rest().post(project() + "/queries", "{'useLegacySql':false,'query':'" + sql + "'}");
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    List<List<String>> rows = new ArrayList<>();
    answer
        .body()
        .path("rows")
        .forEach(
            row -> {
              List<String> cells = new ArrayList<>();
              row.path("f")
                  .forEach(
                      cell ->
                          cells.add(
                              cell.path("v").isValueNode()
                                  ? cell.path("v").asText()
                                  : cell.path("v").toString()));
              rows.add(cells);
            });
    return rows;
  }
}
