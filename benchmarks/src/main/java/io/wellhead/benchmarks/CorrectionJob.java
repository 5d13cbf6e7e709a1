// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import static java.util.Objects.requireNonNull;

import io.wellhead.pipelines.RestreamToBigQuery;
import io.wellhead.pipelines.RestreamToBigQueryOptions;
import io.wellhead.restream.DataRecord;
import io.wellhead.restream.DataRequest;
import io.wellhead.restream.DataStream;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.Secret;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.WireJson;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jspecify.annotations.Nullable;

/** The pipeline, running, with an account whose data are corrected. */
final class CorrectionJob implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final SandboxServer server;
  private final RestreamClient client;
  private final Warehouse tables;
  private final Drain drain = Drain.create();
  private final PipelineResult result;

  private CorrectionJob(SandboxServer server, RestreamToBigQueryOptions options) throws Exception {
    this.server = server;
    client =
        RestreamClient.builder()
            .baseUrl(server.baseUrl)
            .credentials(server.clientId, Secret.of(server.clientSecret))
            .build();
    tables = Warehouse.from(options);
    result = RestreamToBigQuery.launch(options, drain);
  }

  /**
   * Starts it, without figures of stages.
   *
   * @param project of its tables
   * @param secret file to keep the client's secret in
   */
  static CorrectionJob start(
      SandboxServer server, WarehouseServer warehouse, String project, Path secret)
      throws Exception {
    Files.writeString(secret, server.clientSecret);
    return new CorrectionJob(
        server,
        PipelineOptionsFactory.fromArgs(
                "--enforceImmutability=false",
                "--enforceEncodability=false",
                "--blockOnRun=false",
                "--project=" + project,
                "--bigQueryEndpoint=" + warehouse.endpoint,
                "--restreamBaseUrl=" + server.baseUrl,
                "--restreamClientId=" + server.clientId,
                "--restreamClientSecret=file:" + secret,
                "--restreamRooms=all",
                "--restreamCorrections=true",
                "--restreamStages=false")
            .as(RestreamToBigQueryOptions.class));
  }

  Warehouse tables() {
    return tables;
  }

  /** Reads these seconds and does nothing with them; gives their number. */
  long download(long siteId, Instant from, Instant through) {
    DataRequest request = DataRequest.builder().start(from).end(through).build();
    try (DataStream data = client.data(Room.site(siteId), request)) {
      return StreamSupport.stream(data.spliterator(), false)
          .mapToLong(DataRecord::size)
          .filter(size -> size > 0)
          .count();
    }
  }

  /** Lets the service change these seconds and announce it; gives the change's id. */
  long change(long siteId, Instant from, Instant through) throws IOException, InterruptedException {
    Map<String, ?> edit =
        Map.of(
            "edit",
            "scale",
            "site",
            siteId,
            "field",
            "slurry_rate",
            "factor",
            1.01,
            "from",
            from.getEpochSecond(),
            "to",
            through.getEpochSecond());
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(server.baseUrl + "/sandbox/changes/"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(WireJson.encode(edit)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("the change was refused: " + answer.body());
    }
    return ((Number) requireNonNull(WireJson.decode(answer.body(), Map.class).get("id")))
        .longValue();
  }

  /** Waits until the service lists no change of the site. */
  void awaitConfirmation(long siteId) throws InterruptedException {
    while (!client.dataChanges(Room.site(siteId)).execute().isEmpty()) {
      Thread.sleep(POLL.toMillis());
    }
  }

  /** When a change came to its steps. */
  CorrectionTimes times(long changeId) throws IOException, InterruptedException {
    CorrectionTimes times = null;
    while (times == null) {
      Thread.sleep(POLL.toMillis());
      times = timesIfConfirmed(changeId);
    }
    return times;
  }

  private @Nullable CorrectionTimes timesIfConfirmed(long changeId) throws IOException {
    String sql =
        "SELECT received_at, read_at, applied_at, confirmed_at,"
            + " (SELECT MIN(received_at) FROM %s WHERE change_id = ?) AS first,"
            + " (SELECT MAX(updated_at) FROM %s WHERE revision = ?) AS encoded"
            + " FROM %s WHERE change_id = ? AND confirmed_at IS NOT NULL";
    for (QueryRow row :
        tables.query(
            sql.formatted(
                tables.table(Tables.BRONZE_MEASUREMENTS),
                tables.table(Tables.SILVER_MEASUREMENTS),
                tables.table(Tables.SILVER_DATA_CHANGES)),
            changeId,
            changeId,
            changeId)) {
      return new CorrectionTimes(
          requireNonNull(row.instant("received_at")),
          requireNonNull(row.instant("first")),
          requireNonNull(row.instant("read_at")),
          requireNonNull(row.instant("encoded")),
          requireNonNull(row.instant("applied_at")),
          requireNonNull(row.instant("confirmed_at")));
    }
    return null;
  }

  /** Ends the pipeline in order. */
  @Override
  public void close() {
    drain.request();
    result.waitUntilFinish();
    client.close();
  }
}
