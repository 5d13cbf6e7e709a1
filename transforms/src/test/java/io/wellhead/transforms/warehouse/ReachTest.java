// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.util.Sleeper;
import com.google.auth.Credentials;
import com.google.auth.oauth2.UserCredentials;
import com.sun.net.httpserver.HttpServer;
import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import io.wellhead.sandbox.bigquery.control.Call;
import io.wellhead.sandbox.bigquery.control.Counters;
import io.wellhead.sandbox.bigquery.control.Fault;
import io.wellhead.sandbox.bigquery.control.FaultRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.beam.sdk.extensions.gcp.auth.CredentialFactory;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;

/** Whether BigQuery can be asked at all, and what keeps it from it. */
class ReachTest {
  private static final Sleeper NO_WAIT = millis -> {};
  private static URI tokenServer;

  @Test
  void require_sandboxWithoutAnyDataset_isReached() throws Exception {
    try (BigQuerySandbox sandbox = BigQuerySandbox.builder().temporary().start()) {
      Reach.require(options(sandbox.endpoint()));
    }
  }

  @Test
  void require_listThatIsRefused_isReachedAllTheSame() throws Exception {
    try (BigQuerySandbox sandbox = BigQuerySandbox.builder().temporary().start()) {
      sandbox.faults().inject(FaultRule.of(Fault.NOT_FOUND, Call.DATASETS, 1));
      Reach.require(options(sandbox.endpoint()));
      assertThat(sandbox.counters().get(Counters.Name.FAULTS)).isEqualTo(1);
    }
  }

  @Test
  void require_credentialsThatGoogleRefuses_saysSo() throws Exception {
    HttpServer google =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] answer = "{\"error\": \"invalid_grant\"}".getBytes(StandardCharsets.UTF_8);
    google.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(400, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    google.start();
    try {
      tokenServer = URI.create("http://127.0.0.1:" + google.getAddress().getPort());

      assertUnreachable(WarehouseException.Kind.CREDENTIALS, "Google refuses the credentials")
          .hasMessageContaining("invalid_grant")
          .hasMessageContaining("gcloud auth application-default login");
    } finally {
      google.stop(0);
    }
  }

  @Test
  void require_noTokenServer_namesTheNetwork() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      tokenServer = URI.create("http://127.0.0.1:" + free.getLocalPort());
    }
    assertUnreachable(WarehouseException.Kind.UNAVAILABLE, "BigQuery did not answer for the list")
        .hasMessageContaining("ConnectException");
  }

  @Test
  void require_endpointThatStaysSilent_isGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      WarehouseOptions options = options("https://localhost:" + silent.getLocalPort());
      options.setCredentialFactoryClass(NoopCredentialFactory.class);

      assertThatThrownBy(() -> Reach.require(options, Duration.ofSeconds(1), NO_WAIT))
          .isInstanceOfSatisfying(
              WarehouseException.class,
              e -> assertThat(e.kind()).isEqualTo(WarehouseException.Kind.UNAVAILABLE))
          .hasMessage(
              "BigQuery at https://localhost:%d does not answer within 1 s; is there a network?",
              silent.getLocalPort());
    }
  }

  @Test
  void from_withoutCredentials_saysHowToGetThem() {
    WarehouseOptions options = options(null);
    options.setGcpCredential(null); // as where none are found

    assertThatThrownBy(() -> TableMaker.from(options))
        .isInstanceOfSatisfying(
            WarehouseException.class,
            e -> assertThat(e.kind()).isEqualTo(WarehouseException.Kind.CREDENTIALS))
        .hasMessage(
            "no Google credentials for https://bigquery.googleapis.com/: run 'gcloud auth"
                + " application-default login' or set GOOGLE_APPLICATION_CREDENTIALS");
  }

  @Test
  void from_withoutProject_isRefusedBeforeAnythingElse() {
    WarehouseOptions options = PipelineOptionsFactory.create().as(WarehouseOptions.class);
    options.setProject(" ");
    options.setCredentialFactoryClass(OwnCredentials.class);
    options.setBigQueryEndpoint("http://localhost:1");

    assertThatThrownBy(() -> TableMaker.from(options))
        .hasMessageStartingWith("--project is missing");
    assertThatThrownBy(() -> Warehouse.from(options))
        .hasMessageStartingWith("--project is missing");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable>
      assertUnreachable(WarehouseException.Kind kind, String message) {
    WarehouseOptions options = options("https://localhost:1");
    options.setCredentialFactoryClass(OwnCredentials.class);
    return assertThatThrownBy(() -> Reach.require(options, Duration.ofSeconds(30), NO_WAIT))
        .isInstanceOfSatisfying(WarehouseException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
  }

  private static WarehouseOptions options(String endpoint) {
    WarehouseOptions options = PipelineOptionsFactory.create().as(WarehouseOptions.class);
    options.setProject("demo");
    options.setBigQueryEndpoint(endpoint);
    return options;
  }

  /** A user whose tokens the test's own server gives, or not. */
  public static final class OwnCredentials implements CredentialFactory {
    public static OwnCredentials fromOptions(PipelineOptions options) {
      return new OwnCredentials();
    }

    @Override
    public Credentials getCredential() {
      return UserCredentials.newBuilder()
          .setClientId("id")
          .setClientSecret("secret")
          .setRefreshToken("refresh")
          .setTokenServerUri(tokenServer)
          .build();
    }
  }
}
