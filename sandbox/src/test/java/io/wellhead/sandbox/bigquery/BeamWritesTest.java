// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableRow;
import com.google.api.services.bigquery.model.TableSchema;
import io.wellhead.sandbox.bigquery.contract.Rest;
import io.wellhead.sandbox.bigquery.control.Fault;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryIO;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryIO.Write.CreateDisposition;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryIO.Write.Method;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryIO.Write.WriteDisposition;
import org.apache.beam.sdk.io.gcp.bigquery.RowMutationInformation;
import org.apache.beam.sdk.io.gcp.bigquery.RowMutationInformation.MutationType;
import org.apache.beam.sdk.io.gcp.bigquery.TableRowJsonCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Beam's own BigQueryIO, unchanged, on the DirectRunner. */
class BeamWritesTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final String FIELDS =
      "{'fields':[{'name':'id','type':'INTEGER','mode':'REQUIRED'},{'name':'at','type':'TIMESTAMP'},"
          + "{'name':'pressure','type':'NUMERIC'}]}";
  private static final TableSchema SCHEMA =
      new TableSchema()
          .setFields(
              List.of(
                  new TableFieldSchema().setName("id").setType("INTEGER").setMode("REQUIRED"),
                  new TableFieldSchema().setName("at").setType("TIMESTAMP"),
                  new TableFieldSchema().setName("pressure").setType("NUMERIC")));

  private String dataset;
  private Rest rest;

  @BeforeEach
  void makeDataset() {
    dataset = BIGQUERY.newDataset();
    rest = new Rest(BIGQUERY.endpoint());
  }

  private void makeTable(String name, String more) {
    Rest.Answer made =
        rest.post(
            "demo/datasets/" + dataset + "/tables",
            "{'tableReference':{'tableId':'" + name + "'},'schema':" + FIELDS + more + "}");
    assertThat(made.status()).isEqualTo(200);
  }

  private static Pipeline pipeline() {
    return Pipeline.create(
        PipelineOptionsFactory.fromArgs(
                "--project=demo",
                "--bigQueryEndpoint=" + BIGQUERY.endpoint(),
                "--credentialFactoryClass=org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory")
            .create());
  }

  private BigQueryIO.Write<TableRow> write(String table, Method method) {
    return BigQueryIO.writeTableRows()
        .to("demo:" + dataset + "." + table)
        .withSchema(SCHEMA)
        .withMethod(method)
        .withCreateDisposition(CreateDisposition.CREATE_NEVER)
        .withWriteDisposition(WriteDisposition.WRITE_APPEND);
  }

  private static Create.Values<TableRow> rows(int count, int distinct) {
    List<TableRow> rows =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new TableRow()
                        .set("id", i % distinct)
                        .set("at", Instant.ofEpochSecond(1_700_000_000L + i).toString())
                        .set("pressure", i + ".5"))
            .toList();
    return Create.of(rows).withCoder(TableRowJsonCoder.of());
  }

  @Test
  void appendedRowsAreAllThere() {
    makeTable("log", "");
    Pipeline pipeline = pipeline();
    pipeline.apply(rows(200, 200)).apply(write("log", Method.STORAGE_API_AT_LEAST_ONCE));
    pipeline.run().waitUntilFinish();

    Map<String, Object> sums =
        BIGQUERY
            .sandbox()
            .query(
                "SELECT count(*) AS n, sum(pressure) AS p, max(`at`) AS last FROM "
                    + dataset
                    + ".log")
            .get(0);
    assertThat(sums)
        .containsEntry("n", 200L)
        .containsEntry("last", Instant.ofEpochSecond(1_700_000_199L));
    assertThat((BigDecimal) sums.get("p")).isEqualByComparingTo("20000");
  }

  private long count(String table) {
    return (Long)
        BIGQUERY
            .sandbox()
            .query("SELECT count(*) AS n FROM " + dataset + "." + table)
            .get(0)
            .get("n");
  }

  @Test
  void boundedExactlyOnceRowsAreCommittedTogether() {
    makeTable("batch", "");
    Pipeline pipeline = pipeline();
    pipeline.apply(rows(300, 300)).apply(write("batch", Method.STORAGE_WRITE_API));
    pipeline.run().waitUntilFinish();
    assertThat(count("batch")).isEqualTo(300);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "LOST_ANSWER",
        "INTERNAL",
        "UNAVAILABLE",
        "RESOURCE_EXHAUSTED",
        "CONNECTION_EXHAUSTED"
      })
  void streamedExactlyOnceRowsAreThereOnceUnderFaults(Fault fault) {
    makeTable("live", "");
    BIGQUERY.sandbox().faults().inject(fault, 2);
    Pipeline pipeline = pipeline();
    pipeline
        .apply(rows(300, 300))
        .setIsBoundedInternal(PCollection.IsBounded.UNBOUNDED)
        .apply(
            write("live", Method.STORAGE_WRITE_API)
                .withTriggeringFrequency(Duration.standardSeconds(1))
                .withNumStorageWriteApiStreams(2));
    pipeline.run().waitUntilFinish();
    assertThat(count("live")).isEqualTo(300);
    assertThat(BIGQUERY.sandbox().faults().pending()).isZero();
  }

  @Test
  void tablesThatDoNotExistAreMadeByBeam() {
    Pipeline pipeline = pipeline();
    pipeline
        .apply(rows(50, 50))
        .apply(
            write("fresh", Method.STORAGE_API_AT_LEAST_ONCE)
                .withCreateDisposition(CreateDisposition.CREATE_IF_NEEDED));
    pipeline.run().waitUntilFinish();
    assertThat(count("fresh")).isEqualTo(50);
  }

  @Test
  void ofEachKeyTheHighestSequenceNumberStays() {
    makeTable("state", ",'tableConstraints':{'primaryKey':{'columns':['id']}}");
    Pipeline pipeline = pipeline();
    pipeline
        .apply(rows(200, 50))
        .apply(
            write("state", Method.STORAGE_API_AT_LEAST_ONCE)
                .withRowMutationInformationFn(
                    row ->
                        RowMutationInformation.of(
                            (Integer) row.get("id") < 10
                                ? MutationType.DELETE
                                : MutationType.UPSERT,
                            Long.toHexString(
                                new BigDecimal((String) row.get("pressure")).longValue()))));
    pipeline.run().waitUntilFinish();

    Map<String, Object> sums =
        BIGQUERY
            .sandbox()
            .query(
                "SELECT count(*) AS n, min(pressure) AS low, max(pressure) AS high FROM "
                    + dataset
                    + ".state")
            .get(0);
    assertThat(sums).containsEntry("n", 40L);
    assertThat((BigDecimal) sums.get("low")).isEqualByComparingTo("160.5");
    assertThat((BigDecimal) sums.get("high")).isEqualByComparingTo("199.5");
  }
}
