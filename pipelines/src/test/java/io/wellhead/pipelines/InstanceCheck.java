// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.Secret;
import io.wellhead.restream.StageFilter;
import io.wellhead.restream.model.Field;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import io.wellhead.restream.model.Stage;
import io.wellhead.restream.model.WireJson;
import io.wellhead.sandbox.restream.RestreamSandbox;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares the tables of pads, sites, fields and stages with what the service answers over REST.
 */
final class InstanceCheck {
  private static final JsonMapper JSON = new JsonMapper();

  /** Columns that REST does not tell, or tells in another shape, compared by themselves. */
  private static final Set<String> APART =
      Set.of(
          "updated_at",
          "change_sequence",
          "other_fields",
          "current_stage_number",
          "current_state",
          "current_data_sources",
          "first_timestamp",
          "last_timestamp");

  private final LivePath path;
  private final RestreamSandbox restream;

  InstanceCheck(LivePath path, RestreamSandbox restream) {
    this.path = path;
    this.restream = restream;
  }

  void padsSitesFieldsAndStagesAreExact() throws IOException {
    try (RestreamClient client =
        RestreamClient.builder()
            .baseUrl(restream.baseUrl())
            .credentials(restream.clientId(), Secret.of(restream.clientSecret()))
            .build()) {
      Room pad = Room.pad(restream.padId());
      assertThat(path.count("silver.pads")).isEqualTo(1);
      assertRow("silver.pads", client.pads().get(pad.id()).execute(), pad.id());
      for (Site site : client.sites().ofPad(pad.id()).execute()) {
        assertSite(site);
      }
      assertThat(path.count("silver.sites")).isEqualTo(restream.siteIds().size());
      for (Field field : client.fields(pad).execute()) {
        assertRow("silver.fields", field, field.id());
      }
      assertThat(path.count("silver.fields")).isEqualTo(client.fields(pad).execute().size());
      assertStages(client);
    }
  }

  private void assertSite(Site site) throws IOException {
    Map<String, @Nullable Object> row = assertRow("silver.sites", site, site.id());
    assertThat(site.metadata()).isNotNull();
    assertThat(row)
        .containsEntry("first_timestamp", site.metadata().firstTimestamp())
        .containsEntry("last_timestamp", site.metadata().lastTimestamp());
    assertThat((String) row.get("current_state")).isNotEmpty();
  }

  private void assertStages(RestreamClient client) {
    Set<String> expected = new TreeSet<>();
    for (long site : restream.siteIds()) {
      for (Stage s : client.stages(Room.site(site), StageFilter.ALL).execute()) {
        String id = s.id() == null ? s.site() + "-" + s.start().getEpochSecond() : "" + s.id();
        expected.add(line(id, s.site(), s.state(), s.stageNumber(), s.start(), s.end(), s.id()));
      }
    }
    Set<String> found = new TreeSet<>();
    for (Map<String, @Nullable Object> row : path.query("SELECT * FROM silver.stages")) {
      found.add(
          line(
              row.get("stage_id"),
              row.get("site_id"),
              row.get("state"),
              row.get("stage_number"),
              row.get("start"),
              row.get("end"),
              row.get("history_id")));
    }
    assertThat(found).isEqualTo(expected).isNotEmpty();
  }

  private static String line(@Nullable Object... parts) {
    return Arrays.toString(parts);
  }

  /** Each column that stands in the object under its own name has the object's value. */
  private Map<String, @Nullable Object> assertRow(String table, Object instance, long id)
      throws IOException {
    Map<String, @Nullable Object> row =
        path.query("SELECT * FROM " + table + " WHERE id = " + id).get(0);
    JsonNode json = JSON.readTree(WireJson.encode(instance));
    for (Map.Entry<String, @Nullable Object> column : row.entrySet()) {
      if (!APART.contains(column.getKey())) {
        assertThat(plain(column.getValue(), json.path(column.getKey())))
            .as(table + " " + id + " " + column.getKey())
            .isEqualTo(expected(json.path(column.getKey())));
      }
    }
    return row;
  }

  private static @Nullable Object plain(@Nullable Object value, JsonNode expected)
      throws IOException {
    if (value instanceof String text && expected.isContainerNode()) {
      return JSON.readTree(text);
    }
    if (value instanceof Instant) {
      return value.toString();
    }
    return value instanceof Double number && expected.isIntegralNumber()
        ? number.longValue()
        : value;
  }

  private static @Nullable Object expected(JsonNode json) {
    if (json.isContainerNode()) {
      return json;
    }
    if (json.isIntegralNumber()) {
      return json.longValue();
    }
    if (json.isBoolean()) {
      return json.booleanValue();
    }
    return json.isNumber() ? json.doubleValue() : json.isTextual() ? json.textValue() : null;
  }
}
