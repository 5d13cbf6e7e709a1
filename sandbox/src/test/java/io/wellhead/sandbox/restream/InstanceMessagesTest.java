// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Site;
import io.wellhead.restream.model.WireJson;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The messages of the instance sockets as the ReStream API spec, section 4.6, documents them. */
class InstanceMessagesTest {

  @RegisterExtension
  final RestreamSandboxExtension restream =
      new RestreamSandboxExtension(builder -> builder.seed(46).history(Duration.ofHours(2)));

  @Test
  @DisplayName("4.6: a site's message has the documented keys and no others, so no fleet")
  void siteMessage_hasTheDocumentedKeysAlone() throws Exception {
    JsonNode site = first("sites/" + restream.sandbox().siteIds().get(0) + "/");

    assertThat(site.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id",
            "name",
            "date_created",
            "latitude",
            "longitude",
            "lease_name",
            "operator_name",
            "metadata",
            "well_api",
            "pad_id",
            "is_demo_site",
            "stage_total",
            "timezone",
            "current_stage_number",
            "current_state",
            "current_data_sources");
    assertThat(site.get("current_data_sources").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("frac", "wl", "fluid", "pumpdown");
    JsonNode metadata = site.get("metadata");
    assertThat(Instant.parse(metadata.get("first_timestamp").asText()))
        .isBefore(Instant.parse(metadata.get("last_timestamp").asText()));
    assertThat(WireJson.decode(site.toString(), Site.class).otherFields()).isEmpty();
  }

  @Test
  @DisplayName("4.6: a pad's message has the seven keys of section 2.1")
  void padMessage_hasTheKeysOfThePad() throws Exception {
    JsonNode pad = first("pads/" + restream.sandbox().padId() + "/");

    assertThat(pad).hasSize(7);
    assertThat(WireJson.decode(pad.toString(), Pad.class).otherFields()).isEmpty();
  }

  private JsonNode first(String room) throws Exception {
    try (Socket socket =
        new Socket(new Api(restream.sandbox()), "/external/thirdparty/v2/ws/" + room)) {
      return socket.next();
    }
  }
}
