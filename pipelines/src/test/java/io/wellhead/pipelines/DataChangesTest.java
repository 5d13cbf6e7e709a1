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
import io.wellhead.restream.model.WireJson;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.PipelineResult;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The service's change log is in bronze, whatever way an event took and whatever it says. */
class DataChangesTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");
  private static final Instant UNTIL = START.plusSeconds(300);
  private static final long EARLIER = START.getEpochSecond() - 7200;
  private static final Duration LIMIT = Duration.standardMinutes(3);
  private static final String INTERVAL =
      "\"start_date\":\"2030-05-01T00:00:00Z\",\"end_date\":\"2030-05-02T00:00:00Z\"";

  @Test
  void changesBeforeAndWhileRunning_areInBronzeOncePerContentAsReceived() throws Exception {
    try (RestreamSandbox restream = sandbox(Pace.compressed(30))) {
      long site = restream.siteIds().get(0);
      long id = restream.corrections().scale(site, "slurry_rate", 1.1, EARLIER, EARLIER + 599);
      List<JsonNode> told = new ArrayList<>(listed(restream));
      LivePath path = new LivePath(restream, BIGQUERY.sandbox());
      PipelineResult result =
          path.start(
              "--restreamUntil=" + UNTIL, "--restreamFrom=" + START, "--restreamCorrections=false");
      PipelineResult.State state = null;
      while (state == null && path.count("bronze.data_changes") < 1) {
        state = result.waitUntilFinish(Duration.millis(20));
      }

      restream.corrections().announce(site, told.get(0).toString());
      restream.corrections().announce(site, "{\"id\":" + id + "," + INTERVAL + ",\"site\":5}");
      restream.corrections().delete(site, EARLIER + 600, EARLIER + 899);

      assertThat(result.waitUntilFinish(LIMIT)).isEqualTo(PipelineResult.State.DONE);
      told.addAll(listed(restream));
      assertThat(told).hasSize(3);
      List<Map<String, @Nullable Object>> rows = path.query("SELECT * FROM bronze.data_changes");
      assertThat(rows)
          .extracting(DataChangesTest::payload)
          .containsExactlyInAnyOrderElementsOf(told);
      for (Map<String, @Nullable Object> row : rows) {
        assertColumnsAreThoseOfThePayload(row, restream.padId());
      }
      assertThat(path.count("ops.dead_letters")).isZero();
      new TruthCheck(path, restream.truth()).silverIsExact(UNTIL);
    }
  }

  @Test
  void eventsThatCannotBeFollowed_areDeadLettersBesideTheirRows() throws Exception {
    try (RestreamSandbox restream = sandbox(Pace.unthrottled())) {
      long site = restream.siteIds().get(0);
      String unknownSite = "{\"id\":11,\"site\":1," + INTERVAL + "}";
      String endFirst =
          "{\"id\":12,\"site\":%d,\"start_date\":\"2030-05-02T00:00:00Z\",\"end_date\":\"2030-05-01T00:00:00Z\"}"
              .formatted(site);
      String year1900 =
          "{\"id\":13,\"site\":%d,\"start_date\":\"1900-01-01T00:00:00Z\",\"end_date\":\"1900-05-01T00:00:00Z\"}"
              .formatted(site);
      String bare = "{\"id\":14}";
      String withoutId = "{\"site\":" + site + "," + INTERVAL + "}";
      for (String event : List.of(unknownSite, endFirst, year1900, bare, withoutId)) {
        restream.corrections().announce(site, event);
      }
      LivePath path = new LivePath(restream, BIGQUERY.sandbox());

      path.run(
          "--restreamUntil=" + UNTIL, "--restreamFrom=" + START, "--restreamCorrections=false");

      assertThat(path.query("SELECT change_id FROM bronze.data_changes ORDER BY change_id"))
          .extracting(row -> row.get("change_id"))
          .containsExactly(11L, 12L, 13L, 14L);
      assertThat(path.query("SELECT * FROM ops.dead_letters"))
          .allSatisfy(
              letter ->
                  assertThat(letter)
                      .containsEntry("step", "Check data changes")
                      .containsEntry("error_kind", "invalid")
                      .containsEntry("source", "pad/" + restream.padId()))
          .extracting(letter -> new String((byte[]) letter.get("payload"), UTF_8))
          .containsExactlyInAnyOrder(endFirst, year1900, bare, withoutId);
      new TruthCheck(path, restream.truth()).silverIsExact(UNTIL);
    }
  }

  private static RestreamSandbox sandbox(Pace pace) {
    return RestreamSandbox.builder()
        .seed(7)
        .start(START)
        .until(UNTIL)
        .waitForSocket(true)
        .pace(pace)
        .start();
  }

  private static void assertColumnsAreThoseOfThePayload(
      Map<String, @Nullable Object> row, long pad) {
    DataChange change = WireJson.decode(payload(row).toString(), DataChange.class);
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

  private static JsonNode payload(Map<String, @Nullable Object> row) {
    return WireJson.decode(String.valueOf(row.get("payload")), JsonNode.class);
  }

  private static List<JsonNode> listed(RestreamSandbox restream) throws IOException {
    try (RestreamClient client =
        RestreamClient.builder()
            .baseUrl(restream.baseUrl())
            .credentials(restream.clientId(), Secret.of(restream.clientSecret()))
            .build()) {
      List<JsonNode> changes = new ArrayList<>();
      for (byte[] json : client.changes().listJson(Room.pad(restream.padId())).execute()) {
        changes.add(JSON.readTree(json));
      }
      return changes;
    }
  }
}
