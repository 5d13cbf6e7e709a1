// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.instances;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.transforms.restream.InstanceUpdate;
import io.wellhead.transforms.restream.InstanceUpdate.Kind;
import io.wellhead.transforms.restream.Origin;
import io.wellhead.transforms.warehouse.LocalEndpoint;
import io.wellhead.transforms.warehouse.TableMaker;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.WarehouseOptions;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InstanceTablesTest {
  private static final Instant AT = Instant.parse("2030-06-01T10:00:00.000005Z");
  private static final String READ =
      """
      {"id":9102,"name":"Juniper 2H","pad_id":412,"fleet_id":8,"fleet_name":"Gamma",
       "metadata":{"first_timestamp":1901000000,"last_timestamp":1901086399},"extra":1.5}
      """;

  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  @Test
  void siteMessage_changesWhatItTellsAndNothingElse() throws Exception {
    String message =
        """
        {"id":9102,"name":"Juniper 2H","pad_id":412,"current_stage_number":12,
         "metadata":{"first_timestamp":"2030-03-28T18:13:20Z","last_timestamp":null},
         "current_state":"frac_frac","current_data_sources":{"frac":["M1"]}}
        """;
    PipelineOptions options =
        PipelineOptionsFactory.fromArgs(
                "--project=demo",
                "--bigQueryEndpoint=" + BIGQUERY.sandbox().endpoint(),
                "--datasetPrefix=sites_",
                "--targetParallelism=2")
            .as(WarehouseOptions.class);
    TableMaker.from(options).make(List.of(Tables.SILVER_SITES));
    LocalEndpoint.prepare(options);
    Pipeline pipeline = Pipeline.create(options);
    PAssert.that(
            pipeline
                .apply(
                    Create.of(
                        row(AT, Origin.REPLAY, READ, null),
                        row(AT.plusSeconds(1), Origin.LIVE, message, READ)))
                .apply(InstanceTables.sites()))
        .empty();
    pipeline.run().waitUntilFinish();

    assertThat(BIGQUERY.sandbox().query("SELECT * FROM sites_restream_silver.sites"))
        .singleElement()
        .satisfies(
            site ->
                assertThat(site)
                    .containsEntry("current_state", "frac_frac")
                    .containsEntry("current_stage_number", 12L)
                    .containsEntry("current_data_sources", "{\"frac\":[\"M1\"]}")
                    .containsEntry("fleet_id", 8L)
                    .containsEntry("fleet_name", "Gamma")
                    .containsEntry("first_timestamp", Instant.parse("2030-03-28T18:13:20Z"))
                    .containsEntry("last_timestamp", Instant.ofEpochSecond(1_901_086_399))
                    .containsEntry("other_fields", "{\"extra\":1.5}"));
  }

  private static InstanceRow row(Instant at, Origin origin, String json, String known) {
    return new InstanceRow(
        new InstanceUpdate(
            "r" + at,
            Kind.SITE,
            9102,
            Room.pad(412),
            at,
            origin,
            json.getBytes(UTF_8),
            known == null ? null : known.getBytes(UTF_8)),
        null);
  }
}
