// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.DataRecord;
import io.wellhead.restream.NotFoundException;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.FaultRule;
import io.wellhead.sandbox.restream.faults.Route;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.restream.RefusedException;
import io.wellhead.transforms.restream.RestreamConnection;
import io.wellhead.transforms.restream.SecretReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientRangeServiceTest {
  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");
  private static final long FIRST = START.getEpochSecond();

  private final RestreamSandbox sandbox =
      RestreamSandbox.builder().seed(7).start(START).pace(Pace.unthrottled()).start();
  private RangeService service;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    sandbox.skip(600);
    Path secret = Files.writeString(folder.resolve("secret"), sandbox.clientSecret());
    RestreamConnection connection =
        RestreamConnection.of(
            sandbox.baseUrl(), sandbox.clientId(), SecretReference.parse("file:" + secret));
    service = new ClientRangeService.Factory(connection, Drain.create()).open();
  }

  @AfterEach
  void close() {
    service.close();
    sandbox.close();
  }

  @Test
  void read_bothBoundsIncluded_isWhatTheServiceHasNow() throws Exception {
    long site = sandbox.siteIds().get(0);
    sandbox.corrections().delete(site, FIRST + 10, FIRST + 19);

    List<DataRecord> records = service.read(site, FIRST, FIRST + 59);

    assertThat(records).hasSize(50);
    assertThat(records.get(0).timestamp()).isEqualTo(FIRST);
    assertThat(records.get(49).timestamp()).isEqualTo(FIRST + 59);
    assertThat(records)
        .extracting(DataRecord::text)
        .containsExactlyElementsOf(
            sandbox.truth().between(site, FIRST, FIRST + 59).values().stream()
                .map(json -> new String(json, StandardCharsets.UTF_8))
                .toList());
  }

  /** Cut in the middle, it goes on behind the last record it has. */
  @Test
  void read_answerThatIsCutOrRefusedForNow_isComplete() throws Exception {
    sandbox.faults().add(FaultRule.of(Fault.SERVER_ERROR).on(Route.DATA).once());
    sandbox.faults().add(FaultRule.of(Fault.BODY_CUT).on(Route.DATA).amount(30).once());

    assertThat(service.read(sandbox.siteIds().get(0), FIRST, FIRST + 99))
        .extracting(DataRecord::timestamp)
        .hasSize(100)
        .doesNotHaveDuplicates();
    assertThat(sandbox.faults().happened(Fault.SERVER_ERROR)).isEqualTo(1);
    assertThat(sandbox.faults().happened(Fault.BODY_CUT)).isEqualTo(1);
  }

  @Test
  void read_unknownSite_isRefused() {
    assertThatThrownBy(() -> service.read(404, FIRST, FIRST + 59))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("site/404")
        .hasCauseInstanceOf(NotFoundException.class);
  }

  @Test
  void fieldNames_areThoseOfTheCatalogue() throws Exception {
    assertThat(service.fieldNames(sandbox.siteIds().get(0), true))
        .contains("slurry_rate", "surface_treating_pressure");
    assertThatThrownBy(() -> service.fieldNames(404, true)).isInstanceOf(RefusedException.class);
  }

  @Test
  void first_isTheSitesFirstRecord() throws Exception {
    long site = sandbox.siteIds().get(0);
    Instant first = service.first(site);
    assertThat(sandbox.truth().between(site, 0, first.getEpochSecond()).keySet())
        .containsExactly(first.getEpochSecond());
  }

  @Test
  void newest_isTheSitesLastRecord() throws Exception {
    assertThat(service.newest(sandbox.siteIds().get(0)))
        .isEqualTo(Instant.ofEpochSecond(sandbox.truth().newest()));
  }
}
