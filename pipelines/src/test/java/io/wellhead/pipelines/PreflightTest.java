// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.pipelines.RejectedRunException.Reason;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.bigquery.control.Call;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.FaultRule;
import io.wellhead.sandbox.restream.faults.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What cannot work is refused in one line, before anything starts. */
class PreflightTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static RestreamSandbox restream;

  @BeforeAll
  static void startService() {
    restream = RestreamSandbox.builder().start();
  }

  @AfterAll
  static void stopService() {
    restream.close();
  }

  @AfterEach
  void clearFaults() {
    restream.faults().clear();
    BIGQUERY.sandbox().faults().clear();
  }

  @Test
  void launch_wrongSecret_isRefusedWithoutNamingIt(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "wrong-secret");

    assertRefused(
            Reason.CREDENTIALS,
            "refuses these credentials",
            "--restreamClientSecret=file:" + secret)
        .hasMessageNotContaining("wrong-secret");
  }

  @Test
  void launch_missingSecret_isRefused() {
    assertRefused(
        Reason.CREDENTIALS,
        "--restreamClientSecret=env:WELLHEAD_NOT_SET",
        "--restreamClientSecret=env:WELLHEAD_NOT_SET");
  }

  @Test
  void launch_unknownRooms_areRefusedByName() {
    assertRefused(
        Reason.NOT_FOUND,
        "--restreamRooms=pad:7: the account has no such pad",
        "--restreamRooms=pad:7");
    assertRefused(
        Reason.NOT_FOUND,
        "--restreamRooms=site:7: the account has no such site",
        "--restreamRooms=site:7");
  }

  @Test
  void launch_siteBesideItsPad_isRefused() {
    long site = restream.siteIds().get(0);

    assertRefused(
        Reason.OPTIONS,
        "--restreamRooms=site:" + site,
        "--restreamRooms=pad:" + restream.padId() + ",site:" + site);
  }

  @Test
  void launch_unreachableService_isRefusedByAddress() {
    assertRefused(
        Reason.UNAVAILABLE,
        "--restreamBaseUrl=http://127.0.0.1:1: no answer",
        "--restreamBaseUrl=http://127.0.0.1:1");
  }

  @Test
  void launch_serviceThatFails_isRefused() {
    restream.faults().add(FaultRule.of(Fault.UNAVAILABLE).on(Route.values()));

    assertRefused(Reason.UNAVAILABLE, "--restreamBaseUrl=" + restream.baseUrl());
  }

  @Test
  void launch_unreachableWarehouse_isRefusedByAddress() {
    assertRefused(
        Reason.UNAVAILABLE,
        "--bigQueryEndpoint=http://localhost:1: the local BigQuery does not answer",
        "--bigQueryEndpoint=http://localhost:1");
  }

  @Test
  void launch_missingProject_isRefusedBeforeAnythingIsAsked() {
    assertRefused(
        Reason.OPTIONS,
        "--project is missing",
        "--project=",
        "--restreamBaseUrl=http://127.0.0.1:1");
  }

  @Test
  void launch_endpointThatIsNoWarehouse_isRefusedByAddress() {
    assertRefused(
        Reason.OPTIONS,
        "--bigQueryEndpoint=" + restream.baseUrl() + ": what answers there is no local BigQuery",
        "--bigQueryEndpoint=" + restream.baseUrl());
  }

  @Test
  void launch_warehouseOverQuota_isRefusedByTable() {
    io.wellhead.sandbox.bigquery.control.FaultRule rule =
        io.wellhead.sandbox.bigquery.control.FaultRule.of(
            io.wellhead.sandbox.bigquery.control.Fault.RESOURCE_EXHAUSTED, Call.TABLES, 1);
    BIGQUERY.sandbox().faults().inject(rule);

    assertRefused(
        Reason.UNAVAILABLE,
        "BigQuery answered 403 for restream_bronze.measurements in project demo");
  }

  @Test
  void prepareWarehouse_runnerThatRefusesTheOptions_leavesNoTables() {
    LivePath path = new LivePath(restream, BIGQUERY.sandbox());
    RestreamToBigQueryOptions options = path.options("--runner=" + CloudRunner.class.getName());

    assertThatThrownBy(() -> Preflight.prepareWarehouse(options, RestreamToBigQuery.tables()))
        .isInstanceOfSatisfying(
            RejectedRunException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OPTIONS))
        .hasMessage("--runner=CloudRunner: Missing required pipeline options: tempLocation");
    assertThatThrownBy(() -> path.count("bronze.measurements"))
        .hasMessageContaining("Not found: Dataset");
  }

  @Test
  void launch_elsewhereWithWhatOnlyThisMachineHas_isRefused() {
    String runner = "--runner=" + CloudRunner.class.getName();
    String secret = "--restreamClientSecret=projects/p/secrets/s/versions/1";
    String service = "--restreamBaseUrl=https://restream.example";

    assertRefused(Reason.OPTIONS, "--restreamBaseUrl=" + restream.baseUrl(), runner, secret);
    assertRefused(
        Reason.OPTIONS,
        "--bigQueryEndpoint=" + BIGQUERY.sandbox().endpoint(),
        runner,
        service,
        secret);
    assertRefused(
        Reason.OPTIONS,
        "--restreamClientSecret=env:SECRET: accepted is projects/",
        runner,
        service,
        "--restreamClientSecret=env:SECRET",
        "--bigQueryEndpoint=");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      Reason reason, String message, String... options) {
    LivePath path = new LivePath(restream, BIGQUERY.sandbox());
    return assertThatThrownBy(() -> path.start(options))
        .isInstanceOfSatisfying(
            RejectedRunException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
  }

  /** A runner elsewhere, which asks for an option. */
  public static final class CloudRunner extends PipelineRunner<PipelineResult> {
    public static CloudRunner fromOptions(PipelineOptions options) {
      if (options.getTempLocation() == null) {
        throw new IllegalArgumentException("Missing required pipeline options:\n tempLocation");
      }
      return new CloudRunner();
    }

    @Override
    public PipelineResult run(Pipeline pipeline) {
      throw new AssertionError("a pipeline was started");
    }
  }
}
