// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.Secret;
import io.wellhead.restream.model.DataChange;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.PipelineResult;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The service's change log is in bronze, whatever way an event took. */
class DataChangesTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");
  private static final Instant UNTIL = START.plusSeconds(300);
  private static final long EARLIER = START.getEpochSecond() - 7200;
  private static final Duration LIMIT = Duration.standardMinutes(3);

  @Test
  void changesBeforeAndWhileRunning_areInBronzeOnceAsReceived() throws Exception {
    try (RestreamSandbox restream =
        RestreamSandbox.builder()
            .seed(7)
            .start(START)
            .until(UNTIL)
            .waitForSocket(true)
            .pace(Pace.compressed(30))
            .start()) {
      long site = restream.siteIds().get(0);
      restream.corrections().scale(site, "slurry_rate", 1.1, EARLIER, EARLIER + 599);
      LivePath path = new LivePath(restream, BIGQUERY.sandbox());
      PipelineResult result = path.start("--restreamUntil=" + UNTIL, "--restreamFrom=" + START);
      PipelineResult.State state = null;
      while (state == null && path.count("bronze.data_changes") < 1) {
        state = result.waitUntilFinish(Duration.millis(20));
      }

      restream.corrections().delete(site, EARLIER + 600, EARLIER + 899);

      assertThat(result.waitUntilFinish(LIMIT)).isEqualTo(PipelineResult.State.DONE);
      List<DataChange> listed = listed(restream);
      assertThat(listed).hasSize(2);
      List<Map<String, @Nullable Object>> rows =
          path.query("SELECT * FROM bronze.data_changes ORDER BY change_id");
      assertThat(rows).hasSize(2);
      for (int i = 0; i < 2; i++) {
        assertThat(rows.get(i)).satisfies(isRowOf(listed.get(i), restream.padId()));
        assertThat(json(rows.get(i))).isEqualTo(json(listedJson(restream).get(i)));
      }
      assertThat(path.count("ops.dead_letters")).isZero();
      new TruthCheck(path, restream.truth()).silverIsExact(UNTIL);
    }
  }

  private static org.assertj.core.api.ThrowingConsumer<Map<String, @Nullable Object>> isRowOf(
      DataChange change, long pad) {
    return row ->
        assertThat(row)
            .containsEntry("change_id", change.id())
            .containsEntry("site_id", change.site())
            .containsEntry("start_date", change.startDate())
            .containsEntry("end_date", change.endDate())
            .containsEntry("created_at", change.createdAt())
            .containsEntry("modification_type", change.modificationType())
            .containsEntry("modification_subtype", change.modificationSubtype())
            .containsEntry("room", "pad/" + pad);
  }

  private static JsonNode json(Map<String, @Nullable Object> row) throws IOException {
    return JSON.readTree(String.valueOf(row.get("payload")));
  }

  private static JsonNode json(byte[] bytes) throws IOException {
    return JSON.readTree(new String(bytes, UTF_8));
  }

  private static List<DataChange> listed(RestreamSandbox restream) {
    try (RestreamClient client = client(restream)) {
      return client.dataChanges(Room.pad(restream.padId())).execute();
    }
  }

  private static List<byte[]> listedJson(RestreamSandbox restream) {
    try (RestreamClient client = client(restream)) {
      return client.changes().listJson(Room.pad(restream.padId())).execute();
    }
  }

  private static RestreamClient client(RestreamSandbox restream) {
    return RestreamClient.builder()
        .baseUrl(restream.baseUrl())
        .credentials(restream.clientId(), Secret.of(restream.clientSecret()))
        .build();
  }
}
